package io.fluvius.problem;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates exceptions into problems. Each exception in the chain of causes is passed to every
 * {@link FailureClassifier}. Immutable and safe for use by many threads.
 */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** A longer chain of causes is a cycle. */
    private static final int MAX_CAUSES = 32;

    private final List<FailureClassifier> classifiers;

    /** Adds these classifiers to the one for exceptions that carry a problem, which takes precedence. */
    public Failures(List<FailureClassifier> classifiers) {
        this.classifiers = Stream.concat(Stream.of(new ProblemFailures()), classifiers.stream())
                .toList();
    }

    /**
     * Returns the problem that the caller receives: that of the outermost exception that a classifier recognizes. If no
     * classifier recognizes any, the problem is {@link ProblemCode#INTERNAL}; the exception is then logged under a new
     * incident number, and the problem contains only that number.
     */
    public Problem problemOf(Throwable exception) {
        Optional<Problem> problem = classified(exception).findFirst().map(Failure::problem);
        if (problem.isPresent() && LOG.isDebugEnabled()) {
            LOG.debug("{}", problem.get().code().text(), Redaction.redact(exception));
        }
        return problem.orElseGet(() -> incident(exception));
    }

    /** Whether any exception in the chain is a race lost to another command, so that the command may be decided again. */
    public boolean isLostRace(Throwable exception) {
        return classified(exception).anyMatch(failure -> failure.kind() == Failure.Kind.LOST_RACE);
    }

    /** Whether any exception in the chain is a lost race or an unreachable store, so that a retry may succeed. */
    public boolean isTransient(Throwable exception) {
        return classified(exception).anyMatch(failure -> failure.kind() != Failure.Kind.PERMANENT);
    }

    /** An exception followed by its causes, outermost first; at most 32. */
    public static Stream<Throwable> causes(Throwable exception) {
        return Stream.iterate(exception, it -> it != null, Throwable::getCause).limit(MAX_CAUSES);
    }

    private Stream<Failure> classified(Throwable exception) {
        return causes(exception).flatMap(this::classifiedAlone);
    }

    private Stream<Failure> classifiedAlone(Throwable exception) {
        return classifiers.stream().flatMap(classifier -> Stream.ofNullable(classifier.classify(exception)));
    }

    private static Problem incident(Throwable exception) {
        String incident = UUID.randomUUID().toString();
        LOG.error("Incident {}", incident, Redaction.redact(exception));
        return Problem.of(
                        ProblemCode.INTERNAL,
                        "An unexpected error occurred; the log contains it under the incident number")
                .with("incident", incident);
    }
}
