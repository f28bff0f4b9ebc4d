package io.fluvius.access;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what callers may not do. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(AccessPolicy.class);

    private final Counter anonymous;
    private final Counter forbidden;

    Refusals(MeterRegistry registry) {
        this.anonymous = counter(registry, "anonymous");
        this.forbidden = counter(registry, "forbidden");
    }

    private static Counter counter(MeterRegistry registry, String reason) {
        return Counter.builder("fluvius.access.refusals")
                .description("What callers were not allowed to do")
                .tag("reason", reason)
                .register(registry);
    }

    /** Returns the refusal of something that a caller may not do. */
    ProblemException refuse(Caller caller, String action, String detail) {
        (caller.isKnown() ? forbidden : anonymous).increment();
        LOG.warn("{} was refused to {}", action, caller.name());
        return caller.isKnown()
                ? Problem.of(ProblemCode.FORBIDDEN, detail).asException()
                : Problem.of(ProblemCode.UNAUTHORIZED, "Credentials are required")
                        .asException();
    }
}
