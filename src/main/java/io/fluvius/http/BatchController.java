package io.fluvius.http;

import io.fluvius.kernel.CommandProcessor;
import io.fluvius.kernel.Domains;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many commands in one request. */
@Hidden
@RestController
class BatchController {

    private final Domains domains;
    private final CommandProcessor processor;

    BatchController(Domains domains, CommandProcessor processor) {
        this.domains = domains;
        this.processor = processor;
    }

    @PostMapping("/api/commands")
    void process(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MediaType type = Body.requireType(request, List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON));
        Parameters.allow(request, Set.of("onFailure"));
        CommandBatch.OnFailure onFailure = CommandBatch.OnFailure.parse(request.getParameterValues("onFailure"));
        BatchEntries entries = type.equalsTypeAndSubtype(MediaType.APPLICATION_NDJSON)
                ? BatchEntries.lines(request.getInputStream())
                : BatchEntries.array(request.getInputStream());
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        new CommandBatch(domains, processor, onFailure, request.getRequestURI())
                .run(entries, response.getOutputStream());
    }
}
