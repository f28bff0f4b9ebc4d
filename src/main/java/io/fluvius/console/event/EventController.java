package io.fluvius.console.event;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Right;
import io.fluvius.console.page.ConsoleAdvice;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.eventstore.search.EventLookup;
import io.fluvius.eventstore.search.EventSearch;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of the log, and that of each event. */
@Hidden
@Controller
class EventController {

    private static final int LIMIT = 50;

    private final EventSearch search;
    private final DomainRegistry domains;
    private final ShownEvents shown;
    private final AccessPolicy access;
    private final Causation causation;

    EventController(
            EventSearch search,
            EventLookup lookup,
            DomainRegistry domains,
            ShownEvents shown,
            AccessPolicy access,
            ListableBeanFactory beans) {
        this.search = search;
        this.domains = domains;
        this.shown = shown;
        this.access = access;
        this.causation = new Causation(search, lookup, shown, beans);
    }

    @GetMapping("/console/events")
    String events(HttpServletRequest request, HttpServletResponse response, Model model) {
        EventParameters parameters = EventParameters.of(request, domains);
        model.addAttribute("parameters", parameters);
        model.addAttribute("types", EventTypes.all(domains));
        model.addAttribute(
                "resources", domains.all().stream().map(RegisteredDomain::name).toList());
        Problem problem = parameters.problem();
        if (problem != null) {
            response.setStatus(ConsoleAdvice.statusOf(problem.code()).value());
            model.addAttribute("problem", problem);
            return "console/events";
        }
        if (parameters.filter().text() != null) {
            // the answer would reveal what is withheld
            access.require(Right.PERSONAL_DATA_READ);
        }
        EventSearch.Page page = search.search(parameters.filter(), parameters.before(), LIMIT);
        List<EventSearch.Bucket> buckets =
                search.histogram(parameters.filter().from(), parameters.filter().to(), Histogram.BARS);
        model.addAttribute("events", page.events().stream().map(shown::row).toList());
        model.addAttribute("page", page);
        model.addAttribute("next", parameters.before(page.next()));
        model.addAttribute("newest", parameters.before() == null ? null : parameters.newest());
        if (!buckets.isEmpty()) {
            model.addAttribute("histogram", Histogram.of(buckets, parameters));
        }
        return "console/events";
    }

    @GetMapping("/console/events/{id}")
    String event(@PathVariable String id, HttpServletRequest request, Model model) {
        EventRow event = find(id, request);
        model.addAttribute("row", event);
        model.addAttribute("form", shown.form(event));
        model.addAttribute("metaData", StoredForm.pretty(shown.metaData(event)));
        model.addAttribute("causes", causation.causes(event));
        model.addAttribute("others", causation.ofSameCommand(event));
        model.addAttribute("effects", causation.effects(event));
        return "console/event";
    }

    /** All of the payload, because a page shows only the beginning of a long one. */
    @GetMapping("/console/events/{id}/payload")
    ResponseEntity<String> payload(@PathVariable String id, HttpServletRequest request) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(find(id, request).payload());
    }

    private EventRow find(String id, HttpServletRequest request) {
        List<Fault> faults = new ArrayList<>();
        OptionalLong position = RequestParameters.wholeNumber(request, "position", 0, Long.MAX_VALUE, faults);
        Problem.throwIfAny(faults, ProblemCode.INVALID_QUERY, "Invalid position");
        return search.event(id, position.isPresent() ? (Long) position.getAsLong() : null)
                .map(shown::row)
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "The log has no event with this id")
                        .asException());
    }
}
