package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.eventstore.receipt.ReceiptPurge;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
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

    @Test
    void an_event_that_is_committed_late_is_projected_although_the_clock_has_jumped() throws Exception {
        ServiceClient.of(application).assertAnswersAgain();
        UUID late = UUID.randomUUID();
        try (Connection slow = application.getBean(DataSource.class).getConnection()) {
            slow.setAutoCommit(false);
            copyFirstUser(slow, late);
            // these events are read with a gap before them, and seem hours old when the clock is correct again
            jump(Duration.ofHours(-5));
            ServiceClient.of(application).assertAnswersAgain();
            jump(Duration.ZERO);
            ServiceClient.of(application).assertAnswersAgain();
            slow.commit();
        }

        await().untilAsserted(() -> assertThat(
                        application.getBean(StateManager.class).find(UserView.class, Map.of("id", late)))
                .hasSize(1));
    }

    private void jump(Duration offset) {
        GenericEventMessage.clock = Clock.offset(correct, offset);
    }

    private static void copyFirstUser(Connection connection, UUID copy) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,"
                        + " time_stamp, payload_type, payload_revision, payload, meta_data)"
                        + " select cast(? as varchar), cast(? as varchar), 0, aggregate_type, time_stamp, payload_type, payload_revision,"
                        + " replace(payload, aggregate_identifier, cast(? as varchar)), meta_data from domain_event"
                        + " order by global_index limit 1")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, copy.toString());
            insert.setString(3, copy.toString());
            insert.executeUpdate();
        }
    }
}
