package io.fluvius.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.CapturedLog;
import io.fluvius.problem.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Refusals refusals = new Refusals(registry);

    @ParameterizedTest
    @CsvSource({"true, FORBIDDEN, forbidden", "false, UNAUTHORIZED, anonymous"})
    @Asvs("V16.3.2")
    void a_refusal_is_counted_and_logged_with_the_name_of_the_caller(boolean isKnown, ProblemCode code, String reason) {
        Caller caller = isKnown ? Caller.APPLICATION : Caller.UNKNOWN;
        try (CapturedLog log = new CapturedLog(AccessPolicy.class)) {
            assertThat(refusals.refuse(caller, "events:read", "Not allowed")
                            .problem()
                            .code())
                    .isEqualTo(code);

            assertThat(log.messages()).containsExactly("events:read was refused to " + caller.name());
        }
        assertThat(registry.get("fluvius.access.refusals")
                        .tag("reason", reason)
                        .counter()
                        .count())
                .isOne();
    }
}
