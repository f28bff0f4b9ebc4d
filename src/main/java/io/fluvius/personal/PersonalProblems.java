package io.fluvius.personal;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;

/** Why personal data can be neither written nor erased. */
public final class PersonalProblems {

    private PersonalProblems() {}

    /** The exception for an erasure in a store where values would remain. */
    public static ProblemException plainException() {
        return Problem.of(
                        ProblemCode.WRONG_STATE,
                        "The store is not encrypted, so personal data would remain in its events; convert it into an"
                                + " encrypted one first")
                .asException();
    }

    /** The exception for a command that would write personal data of a forgotten person. */
    public static ProblemException forgottenException() {
        return Problem.of(
                        ProblemCode.PERSON_FORGOTTEN,
                        "The personal data of this person was erased, and none can be written again")
                .asException();
    }
}
