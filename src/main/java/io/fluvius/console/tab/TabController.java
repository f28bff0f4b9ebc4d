package io.fluvius.console.tab;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.http.request.ShownJson;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Shows a row by a template of its domain. */
@Hidden
@Controller
class TabController {

    private final DomainRegistry domains;
    private final StateManager state;
    private final Tabs tabs;
    private final ShownJson shown;

    TabController(DomainRegistry domains, StateManager state, Tabs tabs, ShownJson shown) {
        this.domains = domains;
        this.state = state;
        this.tabs = tabs;
        this.shown = shown;
    }

    @GetMapping("/console/views/{path}/{id}/tabs/{name}")
    String tab(@PathVariable String path, @PathVariable String id, @PathVariable String name, Model model) {
        RegisteredView view = domains.withPath(path);
        UUID identifier = RequestParameters.pathIdentifier(id);
        if (!tabs.of(view).contains(name)) {
            throw new NotFoundException(Problem.of(ProblemCode.NOT_FOUND, "Rows of this view have no such tab"));
        }
        model.addAttribute("view", view);
        model.addAttribute("id", identifier);
        model.addAttribute("here", "/console/views/" + view.path() + "/" + identifier);
        model.addAttribute("tabs", tabs.of(view));
        model.addAttribute("tab", name);
        model.addAttribute("template", "console/tab/" + view.resource() + "/" + name);
        TabRows rows = new TabRows(domains, state, shown);
        model.addAttribute("row", rows.members(view.resource(), state.fetch(view.resource(), identifier)));
        model.addAttribute("rows", rows);
        return "console/tab";
    }
}
