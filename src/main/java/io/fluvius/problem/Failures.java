package io.fluvius.problem;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates exceptions into problems, whichever layer they come from. An exception is classified by the first of its
 * causes that a {@link FailureClassifier} knows. Immutable and safe for use by many threads.
 */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** A chain of causes that is longer than this is a cycle. */
    private static final int MAX_CAUSES = 32;

    private final List<FailureClassifier> classifiers;

    /** Translates what these classifiers, and the one for problems themselves, know. */
    public Failures(List<FailureClassifier> classifiers) {
        this.classifiers = Stream.concat(Stream.of(new ProblemFailures()), classifiers.stream())
                .toList();
    }

    /**
     * The problem that an exception means for the caller. An exception that no classifier knows becomes
     * {@link ProblemCode#INTERNAL}: it is logged here under a new incident number, and the problem contains nothing but
     * that number.
     */
    public Problem problemOf(Throwable exception) {
        return known(exception).findFirst().map(Failure::problem).orElseGet(() -> incident(exception));
    }

    /** Whether a command failed only because another command was faster, so that it may be decided again. */
    public boolean isLostRace(Throwable exception) {
        return known(exception).anyMatch(failure -> failure.kind() == Failure.Kind.LOST_RACE);
    }

    /** Whether the same attempt may succeed later: a lost race, or a store that could not be reached. */
    public boolean isTransient(Throwable exception) {
        return known(exception).anyMatch(failure -> failure.kind() != Failure.Kind.PERMANENT);
    }

    private Stream<Failure> known(Throwable exception) {
        return Stream.iterate(exception, it -> it != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .flatMap(cause ->
                        classifiers.stream().flatMap(classifier -> Stream.ofNullable(classifier.classify(cause))));
    }

    private static Problem incident(Throwable exception) {
        String incident = UUID.randomUUID().toString();
        LOG.error("Incident {}", incident, exception);
        return Problem.of(
                        ProblemCode.INTERNAL, "An unexpected error occurred; the log has it under the incident number")
                .with("incident", incident);
    }
}
