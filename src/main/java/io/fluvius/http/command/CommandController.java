package io.fluvius.http.command;

import io.fluvius.access.AccessPolicy;
import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.command.CommandResponse;
import io.fluvius.command.CommandType;
import io.fluvius.command.DryRun;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.http.problem.ProblemWriter;
import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.EntityTags;
import io.fluvius.http.request.Evaluates;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Handles single commands. */
@Hidden
@RestController
class CommandController {

    private static final Set<String> MEMBERS = Set.of("id", "aggregate", "payload");

    private final DomainRegistry domains;
    private final CommandFactory commands;
    private final CommandFactory uncounted;
    private final CommandProcessor processor;
    private final Failures failures;
    private final AccessPolicy access;

    CommandController(
            DomainRegistry domains,
            CommandFactory commands,
            CommandProcessor processor,
            Failures failures,
            AccessPolicy access) {
        this.domains = domains;
        this.commands = commands;
        this.uncounted = commands.unmeasured();
        this.processor = processor;
        this.failures = failures;
        this.access = access;
    }

    @PostMapping("/api/commands/{key}")
    @Evaluates(HttpHeaders.IF_MATCH)
    ResponseEntity<Object> process(@PathVariable String key, HttpServletRequest request, HttpServletResponse servlet)
            throws IOException {
        boolean isDryRun = DryRunPreference.applies(request, servlet);
        CommandType type = commands.type(key);
        access.requireCommand(type.payload());
        JsonNode body = BodyReader.readJson(request);
        RequestParameters.requireKnown(request, Set.of());
        Command command;
        try {
            command = CommandEnvelope.of(body, MEMBERS, type::hasMember).command(key, isDryRun ? uncounted : commands);
            command = onVersionsOf(EntityTags.of(request, HttpHeaders.IF_MATCH), command);
        } catch (RuntimeException refused) {
            Problem problem = failures.problemOf(refused);
            return failure(problem, CommandEnvelope.identifier(body).orElse(null), false, request);
        }
        return isDryRun
                ? response(processor.dryRun(command).join(), request)
                : response(command, processor.execute(command), domains.named(type.resource()), request);
    }

    private static ResponseEntity<Object> response(DryRun dryRun, HttpServletRequest request) {
        CommandResponse response = dryRun.response();
        Problem error = response.error();
        return error == null
                ? ResponseEntity.ok(CommandJson.of(CommandOutcome.of(dryRun), request.getRequestURI()))
                : failure(error, response.commandId(), response.replayed(), request);
    }

    /** An aggregate that does not exist has no version: the command answers {@code not-found}, whatever it expects. */
    private static Command onVersionsOf(Optional<EntityTags> ifMatch, Command command) {
        if (ifMatch.isEmpty()) {
            return command;
        }
        return ifMatch.get().isAny()
                ? command.onAnyVersion()
                : command.onVersions(ifMatch.get().versions());
    }

    private static ResponseEntity<Object> response(
            Command command, CommandResponse response, RegisteredDomain domain, HttpServletRequest request) {
        Problem error = response.error();
        if (error != null) {
            return failure(error, command.id(), response.replayed(), request);
        }
        ResponseEntity.BodyBuilder success = command.isCreating()
                ? ResponseEntity.created(URI.create("/api/" + domain.path() + "/" + createdId(response)))
                : ResponseEntity.ok();
        long version = Objects.requireNonNull(response.version());
        return success.eTag(EntityTags.tagOf(version))
                .body(CommandJson.of(CommandOutcome.of(response), request.getRequestURI()));
    }

    /** The id in the response, because a replayed command created the aggregate of the first attempt. */
    private static UUID createdId(CommandResponse response) {
        return Objects.requireNonNull(response.aggregate()).id();
    }

    private static ResponseEntity<Object> failure(
            Problem problem, @Nullable Object commandId, boolean replayed, HttpServletRequest request) {
        Map<String, Object> members = new HashMap<>();
        if (commandId != null) {
            members.put("commandId", commandId);
        }
        if (replayed) {
            members.put("replayed", true);
        }
        return ProblemWriter.response(problem, request.getRequestURI(), members);
    }
}
