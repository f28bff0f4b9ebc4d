package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

/** The clock from which events have their times jumps by hours, forward and back. */
abstract class JumpingClockJourney {

    /** From the right time. */
    private static final List<Duration> JUMPS = List.of(
            Duration.ofHours(5), Duration.ofHours(-7), Duration.ofDays(30), Duration.ofDays(-30), Duration.ZERO);

    private ConfigurableApplicationContext application;
    private Clock right;

    abstract ConfigurableApplicationContext start();

    @BeforeEach
    void begin() {
        application = start();
        right = GenericEventMessage.clock;
    }

    @AfterEach
    void end() {
        GenericEventMessage.clock = right;
        application.close();
    }

    @Test
    void nothing_is_lost_and_nothing_done_twice_while_the_clock_jumps() {
        try (Load load = Load.on(Service.of(application))) {
            for (Duration jump : JUMPS) {
                load.awaitSuccesses(80);
                jump(jump);
                Service.of(application).assertAnswersAgain();
            }

            Ledger ledger = load.stop();

            assertThat(ledger.unavailable()).isZero();
            Integer forgotten = ReflectionTestUtils.invokeMethod(application.getBean("oldReceipts"), "forget");
            assertThat(forgotten).as("receipts, which are all young").isZero();
            WhatMustHold.check(application, ledger);
        }
    }

    @Test
    void an_event_that_is_committed_late_reaches_state_although_the_clock_has_jumped() throws Exception {
        Service.of(application).assertAnswersAgain();
        UUID late = UUID.randomUUID();
        try (Connection slow = application.getBean(DataSource.class).getConnection()) {
            slow.setAutoCommit(false);
            copyFirstUser(slow, late);
            // what is read now has a gap before it, and looks hours old a moment later
            jump(Duration.ofHours(-5));
            Service.of(application).assertAnswersAgain();
            jump(Duration.ZERO);
            Service.of(application).assertAnswersAgain();
            slow.commit();
        }

        await().untilAsserted(() -> assertThat(
                        application.getBean(StateManager.class).find(UserView.class, Map.of("id", late)))
                .hasSize(1));
    }

    private void jump(Duration fromRight) {
        GenericEventMessage.clock = Clock.offset(right, fromRight);
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
