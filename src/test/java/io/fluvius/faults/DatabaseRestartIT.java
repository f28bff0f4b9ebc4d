package io.fluvius.faults;

import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.Nightly;
import io.fluvius.environment.StoppablePostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** PostgreSQL is stopped under load, and restarted on the same data. */
@LongRunning
class DatabaseRestartIT {

    private static final int RESTARTS = Nightly.times(2);
    /** In seconds; longer than {@code fluvius.append.timeout}. */
    private static final int LONG_OUTAGE = Nightly.times(6);

    @ParameterizedTest
    @ValueSource(strings = {"fast", "immediate"})
    void no_command_is_lost_when_the_database_is_stopped(String mode) throws Exception {
        try (StoppablePostgres database = StoppablePostgres.start();
                ConfigurableApplicationContext application = Node.onPostgres(database.settings());
                Load load = Load.on(ServiceClient.of(application))) {
            for (int restart = 0; restart < RESTARTS; restart++) {
                load.awaitSuccesses(200);
                stop(database, mode);
                database.restart();
                ServiceClient.of(application).assertAnswersAgain();
            }
            load.awaitSuccesses(100);

            Invariants.check(application, load.stop());
        }
    }

    @Test
    @Asvs("V16.5.2")
    void the_application_answers_soon_after_a_long_outage() throws Exception {
        try (StoppablePostgres database = StoppablePostgres.start();
                ConfigurableApplicationContext application = Node.onPostgres(database.settings());
                Load load = Load.on(ServiceClient.of(application))) {
            load.awaitSuccesses(200);
            int before = load.results().unavailable();
            database.stop();
            await().pollDelay(Duration.ofSeconds(LONG_OUTAGE))
                    .atMost(Duration.ofSeconds(LONG_OUTAGE + 30))
                    .until(() -> load.results().unavailable() > before);
            database.restart();
            ServiceClient.of(application).assertAnswersAgain();
            load.awaitSuccesses(100);

            Invariants.check(application, load.stop());
        }
    }

    private static void stop(StoppablePostgres database, String mode) throws Exception {
        if (mode.equals("fast")) {
            database.stop();
        } else {
            database.crash();
        }
    }
}
