package io.fluvius.operations.deadletter;

import io.fluvius.http.request.JsonMembers;
import io.fluvius.http.request.PageJson;
import io.fluvius.http.request.PageParameters;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.operations.DeadLetterDetails;
import io.fluvius.operations.DeadLetterOffice;
import io.fluvius.operations.EvictedDeadLetter;
import io.fluvius.operations.RetryResult;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters over HTTP. */
@Hidden
@RestController
@RequestMapping(DeadLetterController.PATH)
class DeadLetterController {

    static final String PATH = "/api/operations/dead-letters";

    private static final String PROCESSOR = "processor";
    private static final String CAUSE = "cause";
    private static final String OLDER_THAN = "olderThan";
    private static final Set<String> PAGING = Set.of(PageParameters.LIMIT, PageParameters.CURSOR);
    private static final Set<String> FILTER =
            Set.of(PROCESSOR, CAUSE, OLDER_THAN, PageParameters.LIMIT, PageParameters.CURSOR);

    private final DeadLetterOffice letters;
    private final Clock clock;

    DeadLetterController(DeadLetterOffice letters, Clock clock) {
        this.letters = letters;
        this.clock = clock;
    }

    @GetMapping
    Map<String, Object> find(HttpServletRequest request) {
        RequestParameters.requireKnown(request, FILTER);
        List<Fault> faults = new ArrayList<>();
        DeadLetterOffice.Filter filter = new DeadLetterOffice.Filter(
                RequestParameters.text(request, PROCESSOR, faults).orElse(null),
                RequestParameters.text(request, CAUSE, faults).orElse(null),
                RequestParameters.text(request, OLDER_THAN, faults)
                        .map(text -> time(text, faults))
                        .orElse(null));
        Problem.throwIfAny(faults, ProblemCode.INVALID_QUERY, "Invalid filter");
        PageParameters page = PageParameters.of(request);
        return PageJson.of(letters.find(filter, page.limit(), page.cursor()));
    }

    @GetMapping("/{id}")
    DeadLetterDetails get(@PathVariable String id, HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        return letters.get(id);
    }

    @GetMapping("/evicted")
    Map<String, Object> evicted(HttpServletRequest request) {
        RequestParameters.requireKnown(request, PAGING);
        PageParameters page = PageParameters.of(request);
        return PageJson.of(letters.evicted(page.limit(), page.cursor()));
    }

    @PostMapping("/{id}/retry")
    RetryResult retry(@PathVariable String id, HttpServletRequest request) throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        JsonMembers.readIfPresent(request, Set.of());
        return letters.retry(id);
    }

    @PostMapping("/retry")
    RetryResult retryAll(HttpServletRequest request) throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        return letters.retryAll(
                JsonMembers.readIfPresent(request, Set.of(PROCESSOR)).text(PROCESSOR));
    }

    @PostMapping("/{id}/evict")
    EvictedDeadLetter evict(@PathVariable String id, HttpServletRequest request) throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        return letters.evict(id, JsonMembers.read(request, Set.of("reason")).required("reason"));
    }

    /** A time, or how long ago it is. */
    private @Nullable Instant time(String text, List<Fault> faults) {
        try {
            return text.startsWith("P") ? clock.instant().minus(Duration.parse(text)) : Instant.parse(text);
        } catch (DateTimeException | ArithmeticException malformed) {
            faults.add(new Fault(
                    "/" + OLDER_THAN, "must be a time such as 2026-11-22T10:15:30Z, or a duration such as PT1H"));
            return null;
        }
    }
}
