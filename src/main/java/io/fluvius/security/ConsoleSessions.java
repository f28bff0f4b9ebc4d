package io.fluvius.security;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.operations.OperatorActions;
import io.fluvius.problem.ProblemException;
import io.fluvius.problem.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How sessions of the console begin and end. Both are recorded in the audit, as the actions {@code sign-in} and {@code sign-out}. Safe for use by
 * many threads.
 */
public final class ConsoleSessions {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSessions.class);
    private static final String TARGET = "console";

    private final OperatorActions actions;
    private final CurrentCaller callers;
    private final Duration lifetime;

    /** @param lifetime after which a session ends */
    public ConsoleSessions(OperatorActions actions, CurrentCaller callers, Duration lifetime) {
        this.actions = actions;
        this.callers = callers;
        this.lifetime = lifetime;
    }

    /**
     * Records that a caller signs in, and returns when the session ends at the latest.
     *
     * @param with by which credentials: {@code API key}, or the name of a provider
     * @throws ProblemException if it cannot be recorded; then no session may begin
     */
    public Instant begin(Caller caller, String with) {
        note("sign-in", caller, Map.of("with", with));
        return Instant.now().plus(lifetime);
    }

    /** Records that a caller has signed out, if that is possible. */
    public void end(Caller caller) {
        try {
            note("sign-out", caller, Map.of());
        } catch (ProblemException unrecorded) {
            LOG.warn("The end of a session could not be recorded", Redaction.redact(unrecorded));
        }
    }

    private void note(String action, Caller caller, Map<String, String> details) {
        callers.call(caller, () -> {
            actions.note(action, TARGET, details);
            return action;
        });
    }
}
