package io.fluvius.operations;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.QueryPage;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one place through which every action of an operator goes, whether it comes over HTTP, from the console or from Java. It asks
 * the {@link OperatorPolicy} whether the action is allowed, records that it starts, runs it, and records how it ended. The records
 * do not take part in the transaction of the action or of the caller, so an action that is rolled back or refused has one too.
 *
 * <p>An action that cannot be recorded does not run: {@link ProblemCode#UNAVAILABLE}. If only its end cannot be recorded, it stays
 * {@link OperatorAction.Outcome#STARTED}, as does that of a node that dies. Safe for use by many threads and nodes.
 */
public interface OperatorActions {

    /** The name of the action that records that a caller has read the history of a person. */
    String READ_HISTORY = "read-history";

    /**
     * What an action does.
     *
     * @param <R> what it returns
     * @param <X> the checked exception that it may throw
     */
    @FunctionalInterface
    interface Work<R, X extends Exception> {
        R run() throws X;
    }

    /**
     * An action that runs.
     */
    interface Running {

        /** Records that it has succeeded. */
        void succeed();

        /** Records that it was refused or has failed, and returns the failure for the caller. Logs it if it is unexpected. */
        RuntimeException fail(RuntimeException failure);
    }

    /**
     * Which actions to return.
     *
     * @param action the name of the action; null for every one
     * @param actor who ran it; null for everyone
     * @param outcome how it ended; null for every outcome
     * @param from the time since which it started; null for every time
     * @param to the time before which it started; null for every time
     * @param readings whether to return the recorded readings of personal history too, which can be many
     */
    record Filter(
            @Nullable String action,
            @Nullable String actor,
            OperatorAction.@Nullable Outcome outcome,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean readings) {

        /** A filter that returns readings, too. */
        public Filter(
                @Nullable String action,
                @Nullable String actor,
                OperatorAction.@Nullable Outcome outcome,
                @Nullable Instant from,
                @Nullable Instant to) {
            this(action, actor, outcome, from, to, true);
        }

        /** Every action. */
        public static final Filter ALL = new Filter(null, null, null, null, null);
    }

    /**
     * Runs an action on the calling thread, if it is allowed.
     *
     * @param action its name in kebab case: {@code reset-processor}
     * @param target what it acts on; null if it acts on everything of its kind
     * @param details the parameters worth keeping, such as a reason; values become JSON
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#FORBIDDEN} if the action is not allowed; for every
     *     other exception that is not checked, the problem that callers receive
     */
    <R, X extends Exception> R run(String action, @Nullable String target, Map<String, ?> details, Work<R, X> work)
            throws X;

    /**
     * Starts an action, if it is allowed, that goes on after this method returns, perhaps on other threads. The caller has to end
     * it.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#FORBIDDEN} if the action is not allowed
     */
    Running start(String action, @Nullable String target, Map<String, ?> details);

    /**
     * Records something that the caller of the present thread has done and that needs no permission, such as to sign in.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNAVAILABLE} if it cannot be recorded
     */
    void note(String action, @Nullable String target, Map<String, ?> details);

    /** The problem of an action that is not allowed. */
    static Problem forbidden(String action) {
        return Problem.of(ProblemCode.FORBIDDEN, "You are not allowed to " + action.replace('-', ' '));
    }

    /**
     * Returns recorded actions, the latest first.
     *
     * @param cursor that of an earlier page; null for the first one
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#INVALID_QUERY} for a cursor that is not valid
     */
    QueryPage<OperatorAction> find(Filter filter, int limit, @Nullable String cursor);
}
