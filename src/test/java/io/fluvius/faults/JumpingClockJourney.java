package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.eventstore.receipt.ReceiptPurge;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

/** The clock that gives events their time stamps jumps forward and back by hours and days. */
@Isolated("changes the clock of all events in the JVM")
abstract class JumpingClockJourney {

    /** Offsets from the correct time. */
    private static final List<Duration> JUMPS = List.of(
            Duration.ofHours(5), Duration.ofHours(-7), Duration.ofDays(30), Duration.ofDays(-30), Duration.ZERO);

    private ConfigurableApplicationContext application;
    private Clock correct;

    abstract ConfigurableApplicationContext start();

    @BeforeEach
    void begin() {
        application = start();
        correct = GenericEventMessage.clock;
    }

    @AfterEach
    void end() {
        GenericEventMessage.clock = correct;
        application.close();
    }

    @Test
    void no_command_is_lost_or_runs_twice_while_the_clock_jumps() {
        try (Load load = Load.on(ServiceClient.of(application))) {
            for (Duration jump : JUMPS) {
                load.awaitSuccesses(80);
                jump(jump);
                ServiceClient.of(application).assertAnswersAgain();
            }

            CommandResults results = load.stop();

            assertThat(results.unavailable()).isZero();
            Integer purged = ReflectionTestUtils.invokeMethod(application.getBean(ReceiptPurge.class), "purge");
            assertThat(purged).as("purged receipts, though all are recent").isZero();
            Invariants.check(application, results);
        }
    }

    private void jump(Duration offset) {
        GenericEventMessage.clock = Clock.offset(correct, offset);
    }
}
