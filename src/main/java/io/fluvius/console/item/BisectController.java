package io.fluvius.console.item;

import io.fluvius.access.AccessPolicy;
import io.fluvius.console.page.ConsoleAdvice;
import io.fluvius.console.page.PageUrl;
import io.fluvius.console.page.ShownRows;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.http.request.ShownJson;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Finds the first event after which a row matches a filter. The filter is in the URL, as in that of a table. */
@Hidden
@Controller
class BisectController {

    private static final String FIELD = "add-field";
    private static final String OPERATOR = "add-operator";
    private static final String VALUE = "add-value";
    private static final String MISSING = "missing";
    private static final String PRESENT = "present";

    private final DomainRegistry domains;
    private final StateManager state;
    private final QueryManager queries;
    private final ShownJson shown;
    private final AccessPolicy access;

    BisectController(
            DomainRegistry domains, StateManager state, QueryManager queries, ShownJson shown, AccessPolicy access) {
        this.domains = domains;
        this.state = state;
        this.queries = queries;
        this.shown = shown;
        this.access = access;
    }

    /** A statement of the filter, and the URL of the page without it. */
    record Statement(String name, String value, String without) {}

    @GetMapping("/console/views/{path}/{id}/bisect")
    String bisect(
            @PathVariable String path,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        RegisteredView view = domains.withPath(path);
        UUID identifier = RequestParameters.pathIdentifier(id);
        String here = "/console/views/" + view.path() + "/" + identifier;
        PageUrl url = PageUrl.of(request).at(here + "/bisect");
        if (url.parameters().containsKey(FIELD)) {
            return "redirect:" + withAdded(url);
        }
        model.addAttribute("view", view);
        model.addAttribute("id", identifier);
        model.addAttribute("here", here);
        model.addAttribute("statements", statements(url));
        ShownRows rows = ShownRows.ofPast(view.type(), identifier, shown);
        model.addAttribute(
                "fields",
                view.type().fields().stream()
                        .filter(field -> !rows.isWithheld(field))
                        .map(ViewField::name)
                        .toList());
        model.addAttribute("operators", operators());
        try {
            if (url.parameters().isEmpty()) {
                state.versions(view.resource(), identifier, 0, 1);
            } else {
                model.addAttribute("newest", search(view, identifier, url, rows, model));
            }
        } catch (ProblemException failure) {
            if (failure.problem().code() != ProblemCode.INVALID_QUERY) {
                throw failure;
            }
            Problem problem = failure.problem();
            response.setStatus(ConsoleAdvice.statusOf(problem.code()).value());
            model.addAttribute("problem", problem);
        }
        return "console/bisect";
    }

    /** The URL with the statement of the form. What is wrong with it, the page says. */
    private static PageUrl withAdded(PageUrl url) {
        PageUrl others = url.without(FIELD, OPERATOR, VALUE);
        String field = entered(url, FIELD);
        String operator = entered(url, OPERATOR);
        return switch (operator) {
            case MISSING -> others.and(field, "null");
            case PRESENT -> others.and(field + "!" + Operator.EQ.text(), "null");
            default ->
                others.and(operator.equals(Operator.EQ.text()) ? field : field + "." + operator, entered(url, VALUE));
        };
    }

    private static String entered(PageUrl url, String name) {
        return url.parameters().getOrDefault(name, List.of("")).getFirst();
    }

    private long search(RegisteredView view, UUID id, PageUrl url, ShownRows rows, Model model) {
        Query<?> query = queries.parseParameters(view.resource(), url.parameters());
        // the versions are compared here, not by the state manager, which would refuse this too
        if (query.filter().fields().anyMatch(rows::isWithheld)) {
            throw access.refuse("ask for personal data", "A field of the filter is withheld");
        }
        Bisection<?> bisection = new Bisection<>(query, rows);
        model.addAttribute("bisection", bisection);
        return state.eachVersion(view.resource(), id, bisection::add);
    }

    private static List<Statement> statements(PageUrl url) {
        return url.parameters().entrySet().stream()
                .map(parameter -> new Statement(
                        parameter.getKey(),
                        String.join(", ", parameter.getValue()),
                        url.without(parameter.getKey()).toString()))
                .toList();
    }

    private static List<String> operators() {
        return Stream.concat(Stream.of(Operator.values()).map(Operator::text), Stream.of(MISSING, PRESENT))
                .toList();
    }
}
