package io.fluvius.problem;

/**
 * What an exception means.
 *
 * @param kind whether a second attempt can succeed
 * @param problem what the caller is shown
 */
public record Failure(Kind kind, Problem problem) {

    /** Whether a second attempt can succeed. */
    public enum Kind {
        /** The same request fails again for the same reason. */
        PERMANENT,
        /** Another command changed the aggregate first: decided again on the new state, the command may succeed. */
        LOST_RACE,
        /** The store cannot be reached now. */
        UNAVAILABLE
    }

    /** A failure for which a second attempt is pointless. */
    public static Failure permanent(ProblemCode code, String detail) {
        return new Failure(Kind.PERMANENT, Problem.of(code, detail));
    }

    /** A command that lost a race against another one. */
    public static Failure lostRace() {
        return new Failure(
                Kind.LOST_RACE,
                Problem.of(ProblemCode.CONFLICT, "Other commands changed the same aggregate at the same time"));
    }

    /** A store that cannot be reached. */
    public static Failure unavailable() {
        return new Failure(
                Kind.UNAVAILABLE, Problem.of(ProblemCode.UNAVAILABLE, "The store cannot be reached; try again"));
    }
}
