package io.fluvius.console.operation;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.access.Right;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.operations.ProcessorStatus;
import io.fluvius.operations.Processors;
import io.fluvius.operations.Processors.ResetTo;
import io.fluvius.operations.ReplayEstimate;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.progress.Projections;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Processors, one of them with its segments, and what can be done about it. */
@Hidden
@Controller
@RequestMapping("/console/processors")
class ProcessorPages {

    private final Processors processors;
    private final Projections projections;
    private final DomainRegistry domains;
    private final StateManager state;
    private final AccessPolicy access;
    private final CurrentCaller callers;

    ProcessorPages(
            Processors processors,
            Projections projections,
            DomainRegistry domains,
            StateManager state,
            AccessPolicy access,
            CurrentCaller callers) {
        this.processors = processors;
        this.projections = projections;
        this.domains = domains;
        this.state = state;
        this.access = access;
        this.callers = callers;
    }

    /** The rows of a view that a reset deletes. */
    record Lost(String path, long rows) {}

    @GetMapping
    String all(Model model) {
        model.addAttribute(
                "processors", processors.all().stream().map(ShownProcessor::of).toList());
        return "console/processors";
    }

    @GetMapping("/{name}")
    String one(@PathVariable String name, Model model) {
        model.addAttribute("shown", ShownProcessor.of(processors.get(name)));
        return "console/processor";
    }

    @PostMapping("/{name}/start")
    String start(@PathVariable String name) {
        return pageOf(processors.start(name));
    }

    @PostMapping("/{name}/stop")
    String stop(@PathVariable String name) {
        return pageOf(processors.stop(name));
    }

    @PostMapping("/{name}/segments/{segment}/split")
    String split(@PathVariable String name, @PathVariable int segment) {
        return pageOf(processors.split(name, segment));
    }

    @PostMapping("/{name}/segments/{segment}/merge")
    String merge(@PathVariable String name, @PathVariable int segment) {
        return pageOf(processors.merge(name, segment));
    }

    @PostMapping("/{name}/segments/{segment}/release")
    String release(@PathVariable String name, @PathVariable int segment) {
        return pageOf(processors.release(name, segment));
    }

    /** A page of its own, because a reset cannot be undone. */
    @GetMapping("/{name}/reset")
    String askBeforeReset(@PathVariable String name, Model model) {
        access.require(Right.OPERATIONS_WRITE);
        ShownProcessor processor = ShownProcessor.of(processors.get(name));
        model.addAttribute("shown", processor);
        if (processor.isReplayable()) {
            ReplayEstimate estimate = processors.estimate(name);
            model.addAttribute("estimate", estimate);
            model.addAttribute("span", Span.ofSeconds(estimate.seconds()));
            model.addAttribute(
                    "lost",
                    domains.views().stream()
                            .filter(view ->
                                    projections.processingGroups(view.type()).contains(name))
                            .map(view -> new Lost(view.path(), rows(view)))
                            .toList());
        }
        return "console/processor-reset";
    }

    /** How many rows are lost concerns operators, who may not read the rows. */
    private long rows(RegisteredView view) {
        return callers.call(Caller.APPLICATION, () -> state.count(view.resource(), Map.of()));
    }

    @PostMapping("/{name}/reset")
    String reset(
            @PathVariable String name,
            @RequestParam String to,
            @RequestParam(defaultValue = "") String time,
            @RequestParam(defaultValue = "") String confirmed) {
        Entered.requireName(name, confirmed);
        return pageOf(processors.reset(name, place(to, time)));
    }

    private static ResetTo place(String to, String time) {
        return switch (to) {
            case "tail" -> ResetTo.TAIL;
            case "head" -> ResetTo.HEAD;
            default ->
                ResetTo.time(Optional.ofNullable(Entered.time(time))
                        .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_REQUEST, "Enter the time; nothing was done")
                                .asException()));
        };
    }

    private static String pageOf(ProcessorStatus processor) {
        return "redirect:/console/processors/" + processor.name();
    }
}
