package io.fluvius.console.operation;

import io.fluvius.access.AccessPolicy;
import io.fluvius.console.page.AggregatePages;
import io.fluvius.console.page.PageUrl;
import io.fluvius.console.page.ShownValue;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.operations.OperatorAction;
import io.fluvius.operations.OperatorAction.Outcome;
import io.fluvius.operations.OperatorActions;
import io.fluvius.operations.OperatorActions.Filter;
import io.fluvius.query.QueryPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What operators have done. */
@Hidden
@Controller
class AuditPages {

    private static final int LIMIT = 50;

    private final OperatorActions actions;
    private final DomainRegistry domains;
    private final AccessPolicy access;

    AuditPages(OperatorActions actions, DomainRegistry domains, AccessPolicy access) {
        this.actions = actions;
        this.domains = domains;
        this.access = access;
    }

    /**
     * An action, its parameters as the page shows them, and the URLs of the actions that are like it.
     *
     * @param target the page of the aggregate that it is about; null if it is about something else
     */
    record Shown(
            OperatorAction action,
            List<Parameter> parameters,
            String sameAction,
            String sameActor,
            @Nullable String target) {}

    /** A parameter of an action. */
    record Parameter(String name, ShownValue value) {}

    @GetMapping("/console/audit")
    String actions(
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String readings,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            Model model) {
        Filter filter = new Filter(
                Entered.text(action),
                Entered.text(actor),
                Entered.choice(outcome, Outcome::of),
                Entered.time(from),
                Entered.time(to),
                !"none".equals(readings));
        QueryPage<OperatorAction> page = actions.find(filter, LIMIT, cursor);
        PageUrl url = PageUrl.of(request);
        PageUrl first = url.without("cursor");
        model.addAttribute(
                "actions",
                page.data().stream()
                        .map(it -> new Shown(
                                it,
                                parameters(it),
                                first.with("action", it.action()).toString(),
                                first.with("actor", it.actor()).toString(),
                                pageOf(it.target())))
                        .toList());
        model.addAttribute("filter", filter);
        model.addAttribute("isFiltered", !filter.equals(Filter.ALL));
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute(
                "next",
                page.next() == null ? null : url.with("cursor", page.next()).toString());
        return "console/audit";
    }

    /** The page of the aggregate that a target names: {@code user/0190...}. */
    private @Nullable String pageOf(@Nullable String target) {
        int slash = target == null ? -1 : target.indexOf('/');
        return target == null || slash < 0
                ? null
                : AggregatePages.path(domains, access, target.substring(0, slash), target.substring(slash + 1))
                        .orElse(null);
    }

    private static List<Parameter> parameters(OperatorAction action) {
        return action.details().properties().stream()
                .map(it -> new Parameter(it.getKey(), ShownValue.of(it.getValue())))
                .toList();
    }
}
