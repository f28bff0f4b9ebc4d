package io.fluvius.problem;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Removes the data of rows from exceptions before they are logged. */
public final class Redaction {

    private Redaction() {}

    /**
     * Returns the exception, or a copy without messages when its causes or suppressed exceptions contain one of the database or of the JSON
     * parser: they quote the values of rows and of payloads, and other exceptions quote them. The copy has the names, SQL states and stack
     * traces of the exception and its causes.
     */
    public static Throwable redact(Throwable exception) {
        List<Throwable> chain = Failures.causes(exception).toList();
        if (chain.stream().flatMap(Redaction::withSuppressed).noneMatch(Redaction::quotesData)) {
            return exception;
        }
        Throwable copy = exception;
        Throwable cause = null;
        for (Throwable original : chain.reversed()) {
            copy = new RedactedException(original, cause);
            cause = copy;
        }
        return copy;
    }

    /** Returns the name of the exception, and its message unless it may quote data. */
    public static String summary(Throwable exception) {
        return redact(exception).toString();
    }

    private static Stream<Throwable> withSuppressed(Throwable exception) {
        return Stream.concat(
                Stream.of(exception), Stream.of(exception.getSuppressed()).flatMap(Failures::causes));
    }

    private static boolean quotesData(Throwable exception) {
        return exception instanceof SQLException || exception instanceof JacksonException;
    }

    private static final class RedactedException extends Exception {

        private static final long serialVersionUID = 1;

        RedactedException(Throwable original, @Nullable Throwable cause) {
            super(describe(original), cause);
            setStackTrace(original.getStackTrace());
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }

        private static String describe(Throwable original) {
            String name = original.getClass().getName();
            return original instanceof SQLException failure ? name + " [" + failure.getSQLState() + "]" : name;
        }
    }
}
