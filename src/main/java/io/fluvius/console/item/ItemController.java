package io.fluvius.console.item;

import io.fluvius.access.AccessPolicy;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandType;
import io.fluvius.console.page.ShownRows;
import io.fluvius.console.page.VersionDiff;
import io.fluvius.console.tab.Tabs;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.ViewField;
import io.fluvius.eventstore.search.EventLookup;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.http.request.ShownJson;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import io.fluvius.query.Versions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of a row: its fields now or in an earlier version, its commands, and what each event has changed. */
@Hidden
@Controller
class ItemController {

    private static final int VERSIONS = 50;

    /** From so many versions on, the history shows events alone: what they have changed takes applying all that precede them. */
    private static final long LONG = 2_000;

    private final DomainRegistry domains;
    private final StateManager state;
    private final CommandFactory commands;
    private final AccessPolicy access;
    private final ShownJson shown;
    private final RelatedItems related;
    private final Receipts receipts;
    private final Tabs tabs;

    ItemController(
            DomainRegistry domains,
            StateManager state,
            CommandFactory commands,
            AccessPolicy access,
            ShownJson shown,
            EventLookup lookup,
            Tabs tabs) {
        this.domains = domains;
        this.state = state;
        this.commands = commands;
        this.access = access;
        this.shown = shown;
        this.related = new RelatedItems(domains, state, access);
        this.receipts = new Receipts(lookup);
        this.tabs = tabs;
    }

    /**
     * What a request wants to see.
     *
     * @param after the position that the row must include
     * @param version the version to show; none for the present
     * @param before the version before which the history is shown
     * @param isBlame whether to show which events set the fields
     */
    private record Wanted(OptionalLong after, OptionalLong version, OptionalLong before, boolean isBlame) {

        static Wanted of(HttpServletRequest request) {
            List<Fault> faults = new ArrayList<>();
            Wanted wanted = new Wanted(
                    RequestParameters.wholeNumber(request, "after", 0, Long.MAX_VALUE, faults),
                    RequestParameters.wholeNumber(request, "version", 0, Long.MAX_VALUE, faults),
                    RequestParameters.wholeNumber(request, "before", 1, Long.MAX_VALUE, faults),
                    request.getParameter("blame") != null);
            Problem.throwIfAny(faults, ProblemCode.INVALID_QUERY, "Invalid version or position");
            return wanted;
        }
    }

    @GetMapping("/console/views/{path}/{id}")
    String item(@PathVariable String path, @PathVariable String id, HttpServletRequest request, Model model) {
        RegisteredView view = domains.withPath(path);
        UUID identifier = RequestParameters.pathIdentifier(id);
        Wanted wanted = Wanted.of(request);
        StateManager reading = wanted.after().isPresent()
                ? state.after(new Position(wanted.after().getAsLong()))
                : state;
        model.addAttribute("view", view);
        model.addAttribute("id", identifier);
        model.addAttribute("here", "/console/views/" + view.path() + "/" + identifier);
        model.addAttribute("tabs", tabs.of(view));
        if (!view.type().isOneRowPerAggregate()) {
            Record part = reading.fetch(view.resource(), identifier);
            model.addAttribute("fields", Step.fields(view.type(), part, ShownRows.of(view.type(), shown)));
            model.addAttribute("references", related.references(view, part));
            return "console/part";
        }
        model.addAttribute(
                "live",
                "/console/views/" + view.path() + "/live?id=" + identifier + "&from="
                        + state.position(view.resource()));
        Record row = current(reading, view, identifier);
        addHistory(view, identifier, wanted, model);
        model.addAttribute("ran", receipts.find(request.getParameter("ran"), identifier));
        model.addAttribute("deleted", row == null);
        model.addAttribute("behind", row == null && wanted.version().isEmpty() && existsNow(view, identifier));
        if (wanted.version().isEmpty() && row != null) {
            model.addAttribute("fields", Step.fields(view.type(), row, ShownRows.of(view.type(), shown)));
            model.addAttribute("commands", commandsOf(view, identifier));
            model.addAttribute("references", related.references(view, row));
            model.addAttribute("referring", related.referring(identifier));
            model.addAttribute("blame", wanted.isBlame() ? blame(view, identifier) : null);
        }
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

    /** Whether the events say that there is a row, which its view does not contain yet. */
    private boolean existsNow(RegisteredView view, UUID id) {
        long newest = state.versions(view.resource(), id, 0, 1).newest();
        List<Versions.Version> last =
                state.versions(view.resource(), id, newest, 1).data();
        return !last.isEmpty() && last.getFirst().after() != null;
    }

    /** The version that is wanted, and those before it. */
    private void addHistory(RegisteredView view, UUID id, Wanted wanted, Model model) {
        long newest = state.versions(view.resource(), id, 0, 1).newest();
        long last = wanted.version()
                .orElseGet(() -> Math.min(newest, wanted.before().orElse(Long.MAX_VALUE) - 1));
        if (newest < last) {
            throw new NotFoundException(Problem.of(ProblemCode.NOT_FOUND, "The newest version is " + newest));
        }
        long from = Math.max(0, last - VERSIONS + 1);
        int limit = (int) (last - from + 1);
        boolean isLong = last >= LONG && wanted.version().isEmpty();
        ShownRows rows = ShownRows.ofPast(view.type(), id, shown);
        model.addAttribute("newest", newest);
        model.addAttribute("withholds", rows.withholds());
        model.addAttribute("isLong", isLong);
        model.addAttribute("older", from > 0 ? (Long) from : null);
        model.addAttribute("newer", last < newest ? (Long) (last + 1 + VERSIONS) : null);
        if (isLong) {
            List<HistoryEntry> events = state.history(view.resource(), id, from, limit);
            model.addAttribute(
                    "history",
                    events.reversed().stream()
                            .map(event -> VersionDiff.of(event, rows))
                            .toList());
            return;
        }
        List<Versions.Version> versions =
                state.versions(view.resource(), id, from, limit).data();
        model.addAttribute(
                "history",
                versions.reversed().stream()
                        .map(version -> VersionDiff.of(version, rows))
                        .toList());
        if (wanted.version().isPresent()) {
            model.addAttribute("step", Step.of(versions.getLast(), view.type(), rows));
        }
    }

    private List<CommandType> commandsOf(RegisteredView view, UUID id) {
        AggregateRef aggregate = AggregateRef.of(view.domain(), id);
        return commands.types(view.domain()).stream()
                .filter(type -> !type.isCreating() && access.allowsCommand(type.payload(), aggregate))
                .toList();
    }

    /** The events that gave the fields their values, by the names of the fields. */
    private Map<String, VersionDiff> blame(RegisteredView view, UUID id) {
        Blame<?> blame = new Blame<>(view.type());
        state.eachVersion(view.resource(), id, blame::add);
        ShownRows rows = ShownRows.ofPast(view.type(), id, shown);
        return view.type().fields().stream()
                .filter(field -> !rows.isWithheld(field))
                .map(ViewField::name)
                .filter(field -> blame.of(field).isPresent())
                .collect(Collectors.toMap(
                        field -> field, field -> VersionDiff.of(blame.of(field).orElseThrow(), rows)));
    }
}
