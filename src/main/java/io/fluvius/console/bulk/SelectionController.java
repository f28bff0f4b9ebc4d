package io.fluvius.console.bulk;

import io.fluvius.access.AccessPolicy;
import io.fluvius.command.CommandFactory;
import io.fluvius.console.page.PageUrl;
import io.fluvius.console.table.TableRequest;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.http.request.Json;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Chooses rows of a table: those that are marked, those that are shown, or all that match. */
@Hidden
@Controller
class SelectionController {

    /** Their ids are kept in memory: about 5 MB. */
    private static final int MAX_AGGREGATES = 100_000;

    private static final String SELECTED = "selected-id";
    private static final String SHOWN = "shown-id";
    private static final String CHOICE = "choice";

    private final DomainRegistry domains;
    private final StateManager state;
    private final BulkRunner runner;
    private final CommandFactory commands;
    private final AccessPolicy access;

    SelectionController(
            DomainRegistry domains,
            StateManager state,
            BulkRunner runner,
            CommandFactory commands,
            AccessPolicy access) {
        this.domains = domains;
        this.state = state;
        this.runner = runner;
        this.commands = commands;
        this.access = access;
    }

    /** @param choice {@code all}: what matches; {@code shown}: the rows of the page; else those that are marked */
    @PostMapping("/console/views/{path}/bulk")
    String choose(@PathVariable String path, @RequestParam(name = CHOICE) String choice, HttpServletRequest request) {
        RegisteredView view = domains.withPath(path);
        if (commands.types(view.domain()).stream()
                .noneMatch(type -> !type.isCreating() && access.allowsCommand(type.payload()))) {
            throw access.refuse("choose rows", "You may not send any command to " + view.path());
        }
        PageUrl url = PageUrl.of(request).without(CHOICE, SELECTED, SHOWN, "_csrf");
        String origin = url.at("/console/views/" + view.path()).toString();
        List<UUID> aggregates = switch (choice) {
            case "all" -> matching(new TableRequest(view, url.without("cursor", "limit", "page", "count")));
            case "shown" -> identifiers(request.getParameterValues(SHOWN));
            default -> identifiers(request.getParameterValues(SELECTED));
        };
        if (aggregates.isEmpty()) {
            return "redirect:" + origin;
        }
        return BulkController.pageOf(runner.add(new Bulk(access.caller().key(), view, aggregates, origin)));
    }

    private List<UUID> matching(TableRequest table) {
        Query<?> query = table.query(state.queryManager());
        try (Stream<? extends Record> rows = state.stream(query)) {
            List<UUID> matching = rows.limit(MAX_AGGREGATES + 1L)
                    .map(row -> Identifiers.parse(
                                    Json.MAPPER.valueToTree(row).path("id").asString())
                            .orElseThrow())
                    .toList();
            if (matching.size() > MAX_AGGREGATES) {
                throw Problem.of(
                                ProblemCode.INVALID_QUERY,
                                "More than " + MAX_AGGREGATES + " rows match; choose fewer with the filter")
                        .asException();
            }
            return matching;
        }
    }

    private static List<UUID> identifiers(String @Nullable [] texts) {
        return texts == null
                ? List.of()
                : Arrays.stream(texts)
                        .map(text -> Identifiers.parse(text)
                                .orElseThrow(
                                        () -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The id of a row is not a UUID")
                                                .asException()))
                        .distinct()
                        .toList();
    }
}
