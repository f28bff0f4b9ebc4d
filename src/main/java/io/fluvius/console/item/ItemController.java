package io.fluvius.console.item;

import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandType;
import io.fluvius.console.page.ShownValue;
import io.fluvius.domain.Position;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.ViewField;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import io.fluvius.query.Versions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;

/** The page of a row: its fields now or in an earlier version, its commands, and what each event has changed. */
@Hidden
@Controller
class ItemController {

    private static final int VERSIONS = 50;

    private final DomainRegistry domains;
    private final StateManager state;
    private final CommandFactory commands;

    ItemController(DomainRegistry domains, StateManager state, CommandFactory commands) {
        this.domains = domains;
        this.state = state;
        this.commands = commands;
    }

    /** A field of the row with its value. */
    record Field(String name, ShownValue value) {}

    @GetMapping("/console/views/{path}/{id}")
    String item(@PathVariable String path, @PathVariable String id, HttpServletRequest request, Model model) {
        RegisteredView view = domains.withPath(path);
        UUID identifier = RequestParameters.pathIdentifier(id);
        List<Fault> faults = new ArrayList<>();
        OptionalLong after = RequestParameters.wholeNumber(request, "after", 0, Long.MAX_VALUE, faults);
        OptionalLong version = RequestParameters.wholeNumber(request, "version", 0, Long.MAX_VALUE, faults);
        Problem.throwIfAny(faults, ProblemCode.INVALID_QUERY, "Invalid version or position");
        StateManager reading = after.isPresent() ? state.after(new Position(after.getAsLong())) : state;

        model.addAttribute("view", view);
        model.addAttribute("id", identifier);
        model.addAttribute("here", "/console/views/" + view.path() + "/" + identifier);
        model.addAttribute("ran", request.getParameter("ran"));
        if (!view.type().isOneRowPerAggregate()) {
            model.addAttribute("fields", fields(view, reading.fetch(view.resource(), identifier)));
            return "console/part";
        }
        Record row = current(reading, view, identifier);
        long shown = version.orElseGet(
                () -> state.versions(view.resource(), identifier, 0, 1).newest());
        Versions versions = versionsUpTo(view, identifier, shown);
        model.addAttribute("newest", versions.newest());
        if (version.isPresent()) {
            Versions.Version step = versions.data().getLast();
            model.addAttribute("step", VersionDiff.of(step));
            row = step.after();
        }
        model.addAttribute("fields", row == null ? List.of() : fields(view, row));
        model.addAttribute("deleted", row == null);
        model.addAttribute("commands", commandsOf(view));
        model.addAttribute("history", history(versions));
        return "console/item";
    }

    private static @Nullable Record current(StateManager reading, RegisteredView view, UUID id) {
        try {
            return reading.fetch(view.resource(), id);
        } catch (NotFoundException deleted) {
            // its history remains; an aggregate that never existed is refused when the history is read
            return null;
        }
    }

    /** The version that is shown, and those before it. */
    private Versions versionsUpTo(RegisteredView view, UUID id, long shown) {
        long from = Math.max(0, shown - VERSIONS + 1);
        Versions versions = state.versions(view.resource(), id, from, (int) (shown - from + 1));
        if (versions.newest() < shown) {
            throw new NotFoundException(
                    Problem.of(ProblemCode.NOT_FOUND, "The newest version is " + versions.newest()));
        }
        return versions;
    }

    private static List<VersionDiff> history(Versions versions) {
        return versions.data().reversed().stream().map(VersionDiff::of).toList();
    }

    private List<CommandType> commandsOf(RegisteredView view) {
        return commands.types(view.domain()).stream()
                .filter(type -> !type.isCreating())
                .toList();
    }

    private static List<Field> fields(RegisteredView view, Record row) {
        JsonNode json = Json.MAPPER.valueToTree(row);
        return view.type().fields().stream()
                .map(ViewField::name)
                .map(name -> new Field(name, ShownValue.of(json.path(name))))
                .toList();
    }
}
