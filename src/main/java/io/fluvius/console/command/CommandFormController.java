package io.fluvius.console.command;

import io.fluvius.access.AccessPolicy;
import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.command.CommandResponse;
import io.fluvius.command.CommandType;
import io.fluvius.console.page.AggregatePages;
import io.fluvius.console.page.ConsoleAdvice;
import io.fluvius.console.page.ShownRows;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.http.request.ShownJson;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The catalogue of commands, and the form of each. What the form sends is the same as over HTTP. */
@Hidden
@Controller
class CommandFormController {

    private final DomainRegistry domains;
    private final CommandFactory commands;
    private final CommandProcessor processor;
    private final AccessPolicy access;
    private final StateManager state;
    private final ShownJson shown;

    CommandFormController(
            DomainRegistry domains,
            CommandFactory commands,
            CommandProcessor processor,
            AccessPolicy access,
            StateManager state,
            ShownJson shown) {
        this.domains = domains;
        this.commands = commands;
        this.processor = processor;
        this.access = access;
        this.state = state;
        this.shown = shown;
    }

    /**
     * What a form was made for.
     *
     * @param commandId the id of the command, so that a form that is sent twice runs once
     * @param aggregate the aggregate, as entered; empty for a creating command
     * @param version the version of the aggregate that was shown; null if any
     */
    record Target(
            String commandId, String aggregate, @Nullable Long version) {}

    @GetMapping("/console/commands")
    String catalogue(Model model) {
        model.addAttribute(
                "commands",
                domains.all().stream()
                        .flatMap(domain -> commands.types(domain.name()).stream())
                        .filter(type -> access.allowsCommand(type.payload()))
                        .toList());
        return "console/commands";
    }

    @GetMapping("/console/commands/{key}")
    String form(
            @PathVariable String key,
            @RequestParam(defaultValue = "") String aggregate,
            @RequestParam(required = false) @Nullable Long version,
            HttpServletRequest request,
            Model model) {
        access.requireCommand(commands.type(key).payload());
        Target target = new Target(UUID.randomUUID().toString(), aggregate, version);
        return form(CommandForm.empty(commands.type(key)), target, null, request, model);
    }

    @PostMapping("/console/commands/{key}")
    String run(
            @PathVariable String key,
            @RequestParam String commandId,
            @RequestParam(defaultValue = "") String aggregate,
            @RequestParam(required = false) @Nullable Long version,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        access.requireCommand(commands.type(key).payload());
        CommandForm form = CommandForm.of(commands.type(key), request);
        Target target = new Target(commandId, aggregate.strip(), version);
        Problem problem;
        try {
            CommandResponse outcome = processor.execute(command(form, target));
            if (outcome.isSuccess()) {
                return "redirect:" + pageOf(outcome);
            }
            problem = Optional.ofNullable(outcome.error()).orElseThrow();
        } catch (ProblemException refused) {
            problem = refused.problem();
        }
        response.setStatus(ConsoleAdvice.statusOf(problem.code()).value());
        return form(form, target, problem, request, model);
    }

    private Command command(CommandForm form, Target target) {
        CommandType type = form.type();
        Command command = type.isCreating()
                ? commands.create(type.key(), form.payload())
                : commands.create(type.key(), form.payload(), AggregateRef.of(type.resource(), target.aggregate()));
        UUID id = Identifiers.parse(target.commandId())
                .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The form has no command id")
                        .asException());
        Command identified = command.withId(id);
        return target.version() == null ? identified : identified.onVersion(target.version());
    }

    /** The page of the aggregate, with what was run; without a session, that has to be in the URL. */
    private String pageOf(CommandResponse outcome) {
        AggregateRef aggregate = Optional.ofNullable(outcome.aggregate()).orElseThrow();
        Position position = outcome.position();
        return AggregatePages.path(
                        domains, access, aggregate.resource(), aggregate.id().toString())
                .map(page -> page + "?ran=" + outcome.commandId() + (position == null ? "" : "&after=" + position))
                .orElse("/console/commands");
    }

    /** What happened since the form was made; null unless the command was refused for that. */
    private @Nullable StaleForm stale(CommandForm form, Target target, Problem problem) {
        Long made = target.version();
        String resource = form.type().resource();
        return problem.code() == ProblemCode.VERSION_MISMATCH && made != null && access.allowsRows(resource)
                ? StaleForm.of(
                        state,
                        resource,
                        target.aggregate(),
                        made,
                        ShownRows.ofPast(domains.resource(resource).type(), UUID.fromString(target.aggregate()), shown))
                : null;
    }

    private String pageOf(CommandType type, String aggregate) {
        return AggregatePages.path(domains, access, type.resource(), aggregate).orElse("/console/commands");
    }

    private String form(
            CommandForm form, Target target, @Nullable Problem problem, HttpServletRequest request, Model model) {
        String server = ServletUriComponentsBuilder.fromContextPath(request).toUriString();
        model.addAttribute("curl", form.curl(server, target.aggregate()));
        model.addAttribute("command", form.type());
        model.addAttribute("fields", form.fields(problem));
        model.addAttribute("target", target);
        StaleForm stale = problem == null ? null : stale(form, target, problem);
        if (stale != null) {
            model.addAttribute("stale", stale);
            model.addAttribute("target", new Target(target.commandId(), target.aggregate(), stale.newest()));
            model.addAttribute("here", pageOf(form.type(), target.aggregate()));
        }
        if (problem != null) {
            model.addAttribute("problem", problem);
            model.addAttribute("otherFaults", form.otherFaults(problem));
        }
        return "console/command";
    }
}
