package io.fluvius.processing.deadletter;

import io.fluvius.problem.Redaction;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.axonframework.messaging.deadletter.ThrowableCause;

/**
 * Why an event was parked: the type and the message of an exception, and its stack trace for operators. The data of rows is
 * removed as in logs, see {@link Redaction}. Immutable.
 */
final class StoredCause extends ThrowableCause {

    private static final long serialVersionUID = 1;

    /** The column has 1,023 characters. */
    private static final int MAX_MESSAGE = 1_000;

    private static final int MAX_TRACE = 20_000;

    private final String trace;

    private StoredCause(String type, String message, String trace) {
        super(type, message);
        this.trace = trace;
    }

    static StoredCause of(Throwable failure) {
        Throwable redacted = Redaction.redact(failure);
        StringWriter trace = new StringWriter();
        redacted.printStackTrace(new PrintWriter(trace));
        return new StoredCause(
                failure.getClass().getName(),
                truncated(String.valueOf(redacted.getMessage()), MAX_MESSAGE),
                truncated(trace.toString(), MAX_TRACE));
    }

    String trace() {
        return trace;
    }

    /** PostgreSQL does not store the character with the code zero. */
    private static String truncated(String text, int length) {
        String stored = text.replace('\0', ' ');
        return stored.length() <= length ? stored : stored.substring(0, length);
    }
}
