package io.fluvius.eventstore.receipt;

import io.fluvius.command.CommandReceipts;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;

/** The exceptions with {@code unavailable} for a command that cannot be written now. */
public final class StoreUnavailable {

    private StoreUnavailable() {}

    /** The queue of commands to be written is full; the command was not written. */
    public static ProblemException queueFullException() {
        return unavailableException("Too many commands are waiting to be written; nothing was done");
    }

    /** The store did not begin to write the command in time; the command was not written. */
    public static ProblemException timeoutException() {
        return unavailableException("The store is too slow or cannot be reached; nothing was done");
    }

    /** The store did not report in time whether the command was written. */
    public static ProblemException outcomeUnknownException() {
        return unavailableException(
                "The store did not report in time whether this was written; send the same command id again to get the outcome");
    }

    /** The log is being imported. */
    public static ProblemException importException() {
        return unavailableException("The log is being imported; nothing was done");
    }

    /** The command is being handled, or its outcome is not yet known. */
    public static ProblemException commandRunningException() {
        return unavailableException(CommandReceipts.RUNNING);
    }

    private static ProblemException unavailableException(String detail) {
        return Problem.of(ProblemCode.UNAVAILABLE, detail).asException();
    }
}
