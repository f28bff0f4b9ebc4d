package io.fluvius.http.command;

import io.fluvius.access.AccessPolicy;
import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.http.limit.Lasting;
import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.problem.Failures;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Handles batches: many commands in one request, one result per command. */
@Hidden
@RestController
class BatchController {

    private final CommandFactory commands;
    private final CommandProcessor processor;
    private final Failures failures;
    private final AccessPolicy access;

    BatchController(CommandFactory commands, CommandProcessor processor, Failures failures, AccessPolicy access) {
        this.commands = commands;
        this.processor = processor;
        this.failures = failures;
        this.access = access;
    }

    @Lasting(Lasting.Kind.TRANSFER)
    @PostMapping("/api/commands")
    void process(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean isDryRun = DryRunPreference.applies(request, response);
        MediaType type =
                BodyReader.requireMediaType(request, List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON));
        RequestParameters.requireKnown(request, Set.of("onFailure"));
        CommandBatch.OnFailure onFailure = CommandBatch.OnFailure.parse(request.getParameterValues("onFailure"));
        BatchEntries entries = type.equalsTypeAndSubtype(MediaType.APPLICATION_NDJSON)
                ? new NdjsonEntries(request.getInputStream())
                : new JsonArrayEntries(request.getInputStream());
        BatchFormat format = BatchFormat.accepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        response.setContentType(format.mediaType.toString());
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        Function<Command, CompletableFuture<CommandOutcome>> submission = isDryRun
                ? command -> processor.dryRun(command).thenApply(CommandOutcome::of)
                : command -> processor.submit(command).thenApply(CommandOutcome::of);
        new CommandBatch(
                        isDryRun ? commands.unmeasured() : commands,
                        submission,
                        failures,
                        access,
                        onFailure,
                        request.getRequestURI())
                .run(entries, new BatchResults(format, response.getOutputStream()));
    }
}
