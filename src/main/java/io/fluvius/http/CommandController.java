package io.fluvius.http;

import io.fluvius.kernel.Command;
import io.fluvius.kernel.CommandProcessor;
import io.fluvius.kernel.CommandResponse;
import io.fluvius.kernel.Domain;
import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** One command at a time. */
@Hidden
@RestController
class CommandController {

    private static final Set<String> MEMBERS = Set.of("id", "aggregate", "payload");

    private final Domains domains;
    private final CommandProcessor processor;

    CommandController(Domains domains, CommandProcessor processor) {
        this.domains = domains;
        this.processor = processor;
    }

    @PostMapping("/api/commands/{key}")
    ResponseEntity<Object> process(
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        Domain domain = domains.owning(key);
        JsonNode body = Body.json(request);
        Parameters.allow(request, Set.of());
        Command command;
        try {
            command = CommandEnvelope.of(body, MEMBERS).command(key, domains);
            command = ifMatch == null ? command : command.onVersion(Versions.parse(ifMatch));
        } catch (ProblemException unfit) {
            return failure(unfit.problem(), CommandEnvelope.identifier(body).orElse(null), false, request);
        }
        return answer(command, processor.submit(command).join(), domain, request);
    }

    private static ResponseEntity<Object> answer(
            Command command, CommandResponse response, Domain domain, HttpServletRequest request) {
        Problem error = response.error();
        if (error != null) {
            return failure(error, command.id(), response.replayed(), request);
        }
        ResponseEntity.BodyBuilder success = command.isCreating()
                ? ResponseEntity.created(
                        URI.create("/api/" + domain.definition().path() + "/" + created(response)))
                : ResponseEntity.ok();
        long version = Objects.requireNonNull(response.version());
        return success.eTag(Versions.tag(version)).body(CommandJson.of(response, request.getRequestURI()));
    }

    /** A replayed command was about the aggregate of the first time, not about an identifier that was just generated. */
    private static UUID created(CommandResponse response) {
        return Objects.requireNonNull(response.aggregate()).id();
    }

    private static ResponseEntity<Object> failure(
            Problem problem, @Nullable Object commandId, boolean replayed, HttpServletRequest request) {
        Map<String, Object> further = new HashMap<>();
        if (commandId != null) {
            further.put("commandId", commandId);
        }
        if (replayed) {
            further.put("replayed", true);
        }
        return Problems.response(problem, request.getRequestURI(), further);
    }
}
