package io.fluvius.console.item;

import io.fluvius.console.page.ConsoleAdvice;
import io.fluvius.console.page.FieldChange;
import io.fluvius.console.page.ShownRows;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.http.request.ShownJson;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Compares a row at two points of its history. */
@Hidden
@Controller
class CompareController {

    private final DomainRegistry domains;
    private final StateManager state;
    private final ShownJson shown;

    CompareController(DomainRegistry domains, StateManager state, ShownJson shown) {
        this.domains = domains;
        this.state = state;
        this.shown = shown;
    }

    /** A point as entered, and the row at it; null if there was none. */
    record Side(String entered, @Nullable Record row) {

        public boolean isMissing() {
            return row == null;
        }
    }

    @GetMapping("/console/views/{path}/{id}/compare")
    String compare(
            @PathVariable String path,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        RegisteredView view = domains.withPath(path);
        UUID identifier = RequestParameters.pathIdentifier(id);
        long newest = state.versions(view.resource(), identifier, 0, 1).newest();
        model.addAttribute("view", view);
        model.addAttribute("id", identifier);
        model.addAttribute("here", "/console/views/" + view.path() + "/" + identifier);
        model.addAttribute("newest", newest);
        List<Fault> faults = new ArrayList<>();
        String first = RequestParameters.text(request, "a", faults).orElse("").strip();
        String second = RequestParameters.text(request, "b", faults).orElse("").strip();
        model.addAttribute("a", first);
        model.addAttribute("b", second);
        if (first.isEmpty() && second.isEmpty() && faults.isEmpty()) {
            return "console/compare";
        }
        Side before = side("a", first, view, identifier, faults);
        Side after = side("b", second, view, identifier, faults);
        if (faults.isEmpty()) {
            model.addAttribute("before", before);
            model.addAttribute("after", after);
            ShownRows rows = ShownRows.ofPast(view.type(), identifier, shown);
            model.addAttribute("changes", FieldChange.between(rows.json(before.row()), rows.json(after.row())));
            model.addAttribute("withholds", rows.withholds());
            return "console/compare";
        }
        Problem problem = Problem.of(ProblemCode.INVALID_QUERY, "These cannot be compared")
                .withErrors(faults);
        response.setStatus(ConsoleAdvice.statusOf(problem.code()).value());
        model.addAttribute("problem", problem);
        return "console/compare";
    }

    private Side side(String name, String entered, RegisteredView view, UUID id, List<Fault> faults) {
        PointOfHistory point = PointOfHistory.parse(name, entered, faults);
        if (point == null) {
            return new Side(entered, null);
        }
        try {
            return new Side(entered, point.row(state, view.resource(), id));
        } catch (NotFoundException missing) {
            Object newest = missing.problem().members().get("actual");
            if (newest != null) {
                faults.add(new Fault(Fault.child("", name), "the newest version is " + newest));
            }
            return new Side(entered, null);
        }
    }
}
