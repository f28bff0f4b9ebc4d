package io.fluvius.eventstore;

import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.ProblemException;

/** Why a command cannot be written now. None of these says that the domain refused anything. */
final class Unavailable {

    private Unavailable() {}

    static ProblemException full() {
        return because("Too many commands are waiting to be written; nothing was done");
    }

    static ProblemException late() {
        return because("The store is too slow or cannot be reached; nothing was done");
    }

    static ProblemException unknown() {
        return because(
                "The store did not say in time whether it has written this; the same command id asks for the outcome");
    }

    static ProblemException running() {
        return because("This command is running, or was a moment ago; the same command id asks for the outcome");
    }

    private static ProblemException because(String detail) {
        return Problem.of(ProblemCode.UNAVAILABLE, detail).asException();
    }
}
