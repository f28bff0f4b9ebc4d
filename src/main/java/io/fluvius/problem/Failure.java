package io.fluvius.problem;

/**
 * The classification of an exception.
 *
 * @param kind whether a retry can succeed
 * @param problem what the caller receives
 */
public record Failure(Kind kind, Problem problem) {

    /** Whether a retry can succeed. */
    public enum Kind {
        /** A retry fails for the same reason. */
        PERMANENT,
        /** Another command changed the aggregate first. The command may succeed when it is decided on the new state. */
        LOST_RACE,
        /** The store cannot be reached. A retry may succeed later. */
        UNAVAILABLE
    }

    /** A failure that a retry cannot avoid. */
    public static Failure permanent(ProblemCode code, String detail) {
        return permanent(Problem.of(code, detail));
    }

    /** A failure that a retry cannot avoid. */
    public static Failure permanent(Problem problem) {
        return new Failure(Kind.PERMANENT, problem);
    }

    /** A command that lost a race against another command. */
    public static Failure lostRace() {
        return new Failure(
                Kind.LOST_RACE,
                Problem.of(ProblemCode.CONFLICT, "Other commands changed the same aggregate at the same time"));
    }

    /** A store that cannot be reached. */
    public static Failure unavailable() {
        return unavailable("The store cannot be reached; try again");
    }

    /** A store that does not answer. A retry may succeed later. */
    public static Failure unavailable(String detail) {
        return new Failure(Kind.UNAVAILABLE, Problem.of(ProblemCode.UNAVAILABLE, detail));
    }
}
