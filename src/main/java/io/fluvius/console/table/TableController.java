package io.fluvius.console.table;

import io.fluvius.access.AccessPolicy;
import io.fluvius.command.CommandFactory;
import io.fluvius.console.page.ConsoleAdvice;
import io.fluvius.console.page.PageUrl;
import io.fluvius.console.page.ShownRows;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.http.request.ShownJson;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The page of a view. Its URL has the parameters of the HTTP API, so a page can be bookmarked and changed by hand, and
 * {@code columns}, the fields that are shown.
 */
@Hidden
@Controller
class TableController {

    private static final String[] ADDED = FilterForm.PARAMETERS.toArray(String[]::new);

    private final DomainRegistry domains;
    private final StateManager state;
    private final QueryManager queries;
    private final CommandFactory commands;
    private final DemoRows demo;
    private final AccessPolicy access;
    private final ShownJson shown;

    TableController(
            DomainRegistry domains,
            StateManager state,
            QueryManager queries,
            CommandFactory commands,
            DemoRows demo,
            AccessPolicy access,
            ShownJson shown) {
        this.domains = domains;
        this.state = state;
        this.queries = queries;
        this.commands = commands;
        this.demo = demo;
        this.access = access;
        this.shown = shown;
    }

    @GetMapping("/console/views/{path}")
    String table(@PathVariable String path, HttpServletRequest request, HttpServletResponse response, Model model) {
        RegisteredView view = domains.withPath(path);
        TableRequest table = new TableRequest(view, PageUrl.of(request).without(ADDED));
        ShownRows look = ShownRows.of(view.type(), shown);
        TablePage page = new TablePage(
                view.type(),
                table.url(),
                table.columns(),
                Optional.ofNullable(request.getParameter(FilterForm.FIELD))
                        .flatMap(view.type()::field)
                        .filter(field -> !look.isWithheld(field)),
                look);
        try {
            Query<?> query = table.countedQuery(queries);
            // before the rows are read, so that no change is missed
            model.addAttribute("live", page.live(state.position(view.resource())));
            QueryPage<?> rows = state.query(query);
            model.addAttribute("rows", page.rows(rows));
            model.addAttribute("total", rows.total());
            model.addAttribute("next", page.toCursor(rows.next()));
            model.addAttribute("previous", page.toCursor(rows.previous()));
        } catch (ProblemException failure) {
            Problem problem = failure.problem();
            response.setStatus(ConsoleAdvice.statusOf(problem.code()).value());
            model.addAttribute("problem", problem);
            model.addAttribute("rows", List.of());
        }
        model.addAttribute("view", view);
        model.addAttribute("page", page);
        model.addAttribute("demo", demo.offer(view).orElse(null));
        model.addAttribute(
                "creating",
                commands.types(view.domain()).stream()
                        .filter(type -> type.isCreating() && access.allowsCommand(type.payload()))
                        .toList());
        model.addAttribute(
                "hasBulk",
                view.type().isOneRowPerAggregate()
                        && commands.types(view.domain()).stream()
                                .anyMatch(type -> !type.isCreating() && access.allowsCommand(type.payload())));
        return "console/table";
    }

    /** Adds the statement of the form to the filter, and shows the first page of what matches. */
    @GetMapping("/console/views/{path}/filter")
    String filter(@PathVariable String path, HttpServletRequest request) {
        RegisteredView view = domains.withPath(path);
        PageUrl table = PageUrl.of(request)
                .at("/console/views/" + view.path())
                .without("cursor", "page")
                .without(ADDED);
        FilterForm form = FilterForm.of(request);
        return "redirect:" + (form == null ? table : form.addTo(table, view.type()));
    }

    /** Fills an empty table with the data that its domain offers. */
    @PostMapping("/console/views/{path}/demo")
    String createDemo(@PathVariable String path) {
        RegisteredView view = domains.withPath(path);
        demo.create(view);
        return "redirect:/console/views/" + view.path();
    }
}
