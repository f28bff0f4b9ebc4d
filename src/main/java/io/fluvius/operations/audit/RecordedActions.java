package io.fluvius.operations.audit;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.TimeCursor;
import io.fluvius.operations.OperatorAction;
import io.fluvius.operations.OperatorAction.Outcome;
import io.fluvius.operations.OperatorActions;
import io.fluvius.operations.OperatorPolicy;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.Redaction;
import io.fluvius.query.QueryPage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks the policy, and records actions in the database. */
final class RecordedActions implements OperatorActions {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedActions.class);

    /** Longer texts come from requests that are not valid, and are cut. */
    private static final int MAX_NAME = 200;

    private static final int MAX_TEXT = 1_000;

    /** After these problems, a part of the action may be done. */
    private static final Set<ProblemCode> FAILURES = Set.of(ProblemCode.INTERNAL, ProblemCode.UNAVAILABLE);

    private final ActionRecords records;
    private final OperatorPolicy policy;
    private final Failures failures;
    private final String node;
    private final Clock clock;

    RecordedActions(ActionRecords records, OperatorPolicy policy, Failures failures, String node, Clock clock) {
        this.records = records;
        this.policy = policy;
        this.failures = failures;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public <R, X extends Exception> R run(
            String action, @Nullable String target, Map<String, ?> details, Work<R, X> work) throws X {
        Ending running = begin(action, target, details);
        try {
            R result = work.run();
            running.succeed();
            return result;
        } catch (RuntimeException failure) {
            throw running.fail(failure);
        } catch (Throwable failure) {
            running.end(Outcome.FAILED, ProblemCode.INTERNAL, failure.toString());
            throw failure;
        }
    }

    @Override
    public Running start(String action, @Nullable String target, Map<String, ?> details) {
        return begin(action, target, details);
    }

    @Override
    public void note(String action, @Nullable String target, Map<String, ?> details) {
        add(started(action, target, details, policy.actor(), Outcome.DONE, null));
    }

    private Ending begin(String action, @Nullable String target, Map<String, ?> details) {
        String actor = policy.actor();
        if (!policy.isAllowed(actor, action, target)) {
            Problem refusal = OperatorActions.forbidden(action);
            add(started(action, target, details, actor, Outcome.REFUSED, refusal));
            throw refusal.asException();
        }
        OperatorAction started = started(action, target, details, actor, Outcome.STARTED, null);
        add(started);
        return new Ending(started);
    }

    private OperatorAction started(
            String action,
            @Nullable String target,
            Map<String, ?> details,
            String actor,
            Outcome outcome,
            @Nullable Problem problem) {
        Instant now = now();
        return new OperatorAction(
                Identifiers.next(),
                cut(action, MAX_NAME),
                target == null ? null : cut(target, MAX_NAME),
                json(details),
                cut(actor, MAX_NAME),
                cut(node, MAX_NAME),
                now,
                outcome == Outcome.STARTED ? null : now,
                outcome,
                problem == null ? null : problem.code().text(),
                problem == null ? null : problem.detail());
    }

    private void add(OperatorAction action) {
        try {
            records.add(action);
        } catch (RuntimeException unrecorded) {
            throw failures.problemOf(unrecorded).asException();
        }
    }

    private static ObjectNode json(Map<String, ?> details) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        details.forEach((name, value) ->
                json.set(name, Json.MAPPER.valueToTree(value instanceof String text ? cut(text, MAX_TEXT) : value)));
        return json;
    }

    /** PostgreSQL stores no NUL. H2 counts the chars of Java. */
    private static String cut(String text, int most) {
        String stored = text.replace('\0', '\ufffd');
        if (stored.length() <= most) {
            return stored;
        }
        boolean isInsidePair = Character.isHighSurrogate(stored.charAt(most - 2));
        return stored.substring(0, isInsidePair ? most - 2 : most - 1) + "…";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public QueryPage<OperatorAction> find(Filter filter, int limit, @Nullable String cursor) {
        Optional<TimeCursor> place = Optional.ofNullable(cursor).map(TimeCursor::parse);
        Optional<UUID> id = place.map(it -> Identifiers.parse(it.id()).orElseThrow(TimeCursor::invalidException));
        List<OperatorAction> found =
                records.page(stored(filter), place.map(TimeCursor::time).orElse(null), id.orElse(null), limit + 1);
        List<OperatorAction> shown = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() <= limit
                ? null
                : new TimeCursor(
                                shown.getLast().startedAt(),
                                shown.getLast().id().toString())
                        .text();
        return new QueryPage<>(shown, limit, null, null, null, next, null);
    }

    /** The filter with the texts as they are stored. */
    private static Filter stored(Filter filter) {
        return new Filter(
                filter.action() == null ? null : cut(filter.action(), MAX_NAME),
                filter.actor() == null ? null : cut(filter.actor(), MAX_NAME),
                filter.outcome(),
                filter.from(),
                filter.to(),
                filter.readings());
    }

    /** Records the end of an action, once. */
    private final class Ending implements Running {

        private final OperatorAction action;

        Ending(OperatorAction action) {
            this.action = action;
        }

        @Override
        public void succeed() {
            end(Outcome.DONE, null, null);
        }

        @Override
        public RuntimeException fail(RuntimeException failure) {
            Problem problem = failures.problemOf(failure);
            String incident = problem.members().containsKey("incident")
                    ? " " + problem.members().get("incident")
                    : "";
            Outcome outcome = FAILURES.contains(problem.code()) ? Outcome.FAILED : Outcome.REFUSED;
            end(outcome, problem.code(), problem.detail() + incident);
            return problem.asException();
        }

        private void end(Outcome outcome, @Nullable ProblemCode problem, @Nullable String message) {
            try {
                records.end(
                        action.id(),
                        now(),
                        outcome,
                        problem == null ? null : problem.text(),
                        message == null ? null : cut(message, MAX_TEXT));
            } catch (RuntimeException unrecorded) {
                LOG.warn(
                        "The action {} is {}, but this could not be recorded; its record {} says that it was started",
                        action.action(),
                        outcome.text(),
                        action.id(),
                        Redaction.redact(unrecorded));
            }
        }
    }
}
