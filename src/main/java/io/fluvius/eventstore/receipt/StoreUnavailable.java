package io.fluvius.eventstore.receipt;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;

/** Why a command cannot be written now. None of these says that the domain refused anything. */
public final class StoreUnavailable {

    private StoreUnavailable() {}

    public static ProblemException queueFullException() {
        return unavailableException("Too many commands are waiting to be written; nothing was done");
    }

    public static ProblemException timeoutException() {
        return unavailableException("The store is too slow or cannot be reached; nothing was done");
    }

    public static ProblemException outcomeUnknownException() {
        return unavailableException(
                "The store did not say in time whether it has written this; the same command id asks for the outcome");
    }

    public static ProblemException commandRunningException() {
        return unavailableException(
                "This command is running, or was a moment ago; the same command id asks for the outcome");
    }

    private static ProblemException unavailableException(String detail) {
        return Problem.of(ProblemCode.UNAVAILABLE, detail).asException();
    }
}
