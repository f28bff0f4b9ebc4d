package io.fluvius.operations.audit;

import io.fluvius.http.request.PageJson;
import io.fluvius.http.request.PageParameters;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.operations.OperatorAction.Outcome;
import io.fluvius.operations.OperatorActions;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The recorded actions of operators over HTTP. */
@Hidden
@RestController
class AuditController {

    static final String PATH = "/api/operations/audit";

    private static final String ACTION = "action";
    private static final String ACTOR = "actor";
    private static final String OUTCOME = "outcome";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String READINGS = "readings";
    static final List<String> READINGS_SHOWN = List.of("all", "none");
    private static final Set<String> PARAMETERS =
            Set.of(ACTION, ACTOR, OUTCOME, FROM, TO, READINGS, PageParameters.LIMIT, PageParameters.CURSOR);

    private final OperatorActions actions;

    AuditController(OperatorActions actions) {
        this.actions = actions;
    }

    @GetMapping(PATH)
    Map<String, Object> find(HttpServletRequest request) {
        RequestParameters.requireKnown(request, PARAMETERS);
        List<Fault> faults = new ArrayList<>();
        OperatorActions.Filter filter = new OperatorActions.Filter(
                RequestParameters.text(request, ACTION, faults).orElse(null),
                RequestParameters.text(request, ACTOR, faults).orElse(null),
                RequestParameters.text(request, OUTCOME, faults)
                        .flatMap(text -> outcome(text, faults))
                        .orElse(null),
                time(request, FROM, faults).orElse(null),
                time(request, TO, faults).orElse(null),
                RequestParameters.text(request, READINGS, faults)
                        .map(text -> readings(text, faults))
                        .orElse(true));
        Problem.throwIfAny(faults, ProblemCode.INVALID_QUERY, "Invalid filter");
        PageParameters page = PageParameters.of(request);
        return PageJson.of(actions.find(filter, page.limit(), page.cursor()));
    }

    private static Optional<Outcome> outcome(String text, List<Fault> faults) {
        Optional<Outcome> outcome = Outcome.of(text);
        if (outcome.isEmpty()) {
            faults.add(new Fault("/" + OUTCOME, "must be started, done, refused or failed"));
        }
        return outcome;
    }

    private static boolean readings(String text, List<Fault> faults) {
        if (!READINGS_SHOWN.contains(text)) {
            faults.add(new Fault("/" + READINGS, "must be all or none"));
        }
        return !text.equals("none");
    }

    private static Optional<Instant> time(HttpServletRequest request, String name, List<Fault> faults) {
        try {
            return RequestParameters.text(request, name, faults).map(Instant::parse);
        } catch (DateTimeException malformed) {
            faults.add(new Fault("/" + name, "must be a time such as 2026-11-22T10:15:30Z"));
            return Optional.empty();
        }
    }
}
