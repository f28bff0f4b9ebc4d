package io.fluvius.console.operation;

import io.fluvius.console.page.PageUrl;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.http.request.ShownJson;
import io.fluvius.http.request.TimeCursor;
import io.fluvius.operations.Processors;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.processing.saga.PendingDeadlines;
import io.fluvius.processing.saga.PendingDeadlines.Deadline;
import io.fluvius.processing.saga.RunningSagas;
import io.fluvius.processing.saga.RunningSagas.Association;
import io.fluvius.processing.saga.RunningSagas.Instance;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Automations, sagas that run, and their deadlines. */
@Hidden
@Controller
class AutomationPages {

    private static final int LIMIT = 50;

    /** Deadlines are looked for every second, so an execution begins by then unless something is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Pattern ID = Pattern.compile(Identifiers.PATTERN);

    private final Processors processors;
    private final RunningSagas sagas;
    private final PendingDeadlines deadlines;
    private final ShownJson shown;

    AutomationPages(Processors processors, RunningSagas sagas, PendingDeadlines deadlines, ShownJson shown) {
        this.processors = processors;
        this.sagas = sagas;
        this.deadlines = deadlines;
        this.shown = shown;
    }

    /**
     * A value by which a saga finds its events.
     *
     * @param aggregate the id that it contains; null if it contains none
     * @param isWithheld whether the caller may not see it, because it may be personal data
     */
    record Value(
            String key, @Nullable String text, @Nullable String aggregate, boolean isWithheld) {}

    /** Nothing says what a value is. An identifier tells nothing about a person. */
    private Value value(Association association) {
        String text = Optional.ofNullable(association.value()).orElse("");
        Matcher id = ID.matcher(text);
        String aggregate = id.find() ? id.group() : null;
        return new Value(
                association.key(), association.value(), aggregate, shown.withholds() && !text.equals(aggregate));
    }

    /** A saga with the values by which it finds its events. */
    record ShownSaga(Instance saga, List<Value> values) {}

    /**
     * A deadline with the values of its saga.
     *
     * @param isWithheld whether the caller may not see its payload, because nothing says which of it is personal data
     */
    record ShownDeadline(Deadline deadline, boolean isOverdue, List<Value> values, boolean isWithheld) {}

    /** A type of sagas, and its processor; null if the application no longer has this type. */
    record ShownType(RunningSagas.Type type, @Nullable ShownProcessor processor) {}

    @GetMapping("/console/automations")
    String all(Model model) {
        List<ShownProcessor> all =
                processors.all().stream().map(ShownProcessor::of).toList();
        model.addAttribute(
                "automations",
                all.stream()
                        .filter(it -> it.status().kind().equals("automation"))
                        .toList());
        model.addAttribute(
                "sagas",
                sagas.types().stream()
                        .map(type -> new ShownType(
                                type,
                                all.stream()
                                        .filter(it -> it.status().name().equals(type.processor()))
                                        .findFirst()
                                        .orElse(null)))
                        .toList());
        model.addAttribute("overdue", deadlines.countDueBefore(overdue()));
        return "console/automations";
    }

    @GetMapping("/console/automations/sagas")
    String sagas(
            @RequestParam(defaultValue = "") String type,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            Model model) {
        RunningSagas.Type known = sagas.types().stream()
                .filter(it -> it.name().equals(type))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "This application has no sagas of this type")
                        .asException());
        TimeCursor after = cursor == null ? null : TimeCursor.parse(cursor);
        List<Instance> found =
                sagas.page(type, after == null ? null : after.time(), after == null ? null : after.id(), LIMIT + 1);
        model.addAttribute("type", known);
        model.addAttribute(
                "sagas",
                found.stream()
                        .limit(LIMIT)
                        .map(it -> new ShownSaga(
                                it, it.associations().stream().map(this::value).toList()))
                        .toList());
        model.addAttribute("next", next(request, found, it -> new TimeCursor(it.startedAt(), it.id())));
        return "console/sagas";
    }

    @GetMapping("/console/deadlines")
    String deadlines(@RequestParam(required = false) @Nullable String cursor, HttpServletRequest request, Model model) {
        TimeCursor after = cursor == null ? null : TimeCursor.parse(cursor);
        List<Deadline> found =
                deadlines.page(after == null ? null : after.time(), after == null ? null : after.id(), LIMIT + 1);
        Map<String, List<Association>> values = sagas.associations(
                found.stream().map(Deadline::owner).filter(it -> !it.isEmpty()).toList());
        Instant overdue = overdue();
        model.addAttribute("overdue", deadlines.countDueBefore(overdue));
        model.addAttribute(
                "deadlines",
                found.stream()
                        .limit(LIMIT)
                        .map(it -> new ShownDeadline(
                                it,
                                it.due().isBefore(overdue),
                                values.getOrDefault(it.owner(), List.of()).stream()
                                        .map(this::value)
                                        .toList(),
                                shown.withholds()))
                        .toList());
        model.addAttribute("next", next(request, found, it -> new TimeCursor(it.due(), it.id())));
        return "console/deadlines";
    }

    private static Instant overdue() {
        return Instant.now().minus(PATIENCE);
    }

    /** @param found one more than a page if there is a further one */
    private static <T> @Nullable String next(HttpServletRequest request, List<T> found, Function<T, TimeCursor> place) {
        return found.size() <= LIMIT
                ? null
                : PageUrl.of(request)
                        .with("cursor", place.apply(found.get(LIMIT - 1)).text())
                        .toString();
    }
}
