package io.fluvius.console.overview;

import io.fluvius.access.AccessPolicy;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.operations.ProcessorStatus;
import io.fluvius.operations.Processors;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what there is, whether it works, and where everything else is. */
@Hidden
@Controller
class OverviewController {

    private final DomainRegistry domains;
    private final StateManager state;
    private final AccessPolicy access;
    private final Processors processors;
    private final LastHour hour;
    private final String documentation;

    OverviewController(
            DomainRegistry domains,
            StateManager state,
            AccessPolicy access,
            Processors processors,
            LastHour hour,
            @Value("${springdoc.swagger-ui.path}") String documentation) {
        this.domains = domains;
        this.state = state;
        this.access = access;
        this.processors = processors;
        this.hour = hour;
        this.documentation = documentation;
    }

    /**
     * The number of rows of a view.
     *
     * @param path the path of the view
     */
    record Rows(String path, long count) {}

    /** A chart and the name of what it shows. */
    record Named(String name, Chart chart) {}

    @GetMapping("/console")
    String overview(Model model) {
        List<ProcessorStatus> all = processors.all();
        model.addAttribute(
                "rows",
                domains.views().stream()
                        .filter(view -> access.allowsRows(view.resource()))
                        .map(view -> new Rows(view.path(), state.count(view.resource(), Map.of())))
                        .toList());
        model.addAttribute("processors", all);
        LastHour.Sample now = hour.now(all);
        List<LastHour.Sample> samples = hour.samples();
        model.addAttribute("now", now);
        model.addAttribute(
                "charts",
                List.of(
                        new Named("commands", Chart.ofGrowth(samples, LastHour.Sample::commands)),
                        new Named("events", Chart.ofGrowth(samples, LastHour.Sample::events)),
                        new Named("refused", Chart.ofGrowth(samples, LastHour.Sample::refused)),
                        new Named("behind", Chart.of(samples, LastHour.Sample::behind))));
        model.addAttribute(
                "nodes",
                all.stream()
                        .flatMap(it -> it.segments().stream())
                        .map(ProcessorStatus.Segment::node)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count());
        model.addAttribute(
                "stopped", all.stream().filter(ProcessorStatus::stopped).count());
        model.addAttribute(
                "deadLetters",
                all.stream().mapToLong(ProcessorStatus::deadLetters).sum());
        model.addAttribute("documentation", documentation);
        model.addAttribute(
                "problems",
                Arrays.stream(ProblemCode.values()).map(ProblemCode::text).toList());
        return "console/overview";
    }
}
