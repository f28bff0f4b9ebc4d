package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.environment.LongRunning;
import io.fluvius.environment.TestDatabases;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;

/** H2 closes its file under load, as after a failed write, while the application keeps running. */
@LongRunning
class ClosedH2IT {

    private static final int TIMES = 3;

    @Test
    void no_acknowledged_command_is_lost_and_the_file_is_opened_again() throws Exception {
        try (ConfigurableApplicationContext application =
                        Node.onH2("fluvius.data-dir=" + TestDatabases.temporaryFolder());
                Load load = Load.on(ServiceClient.of(application))) {
            for (int time = 0; time < TIMES; time++) {
                load.awaitSuccesses(200);
                DSLContext dsl = application.getBean(DSLContext.class);
                assertThatExceptionOfType(DataAccessException.class)
                        .isThrownBy(() -> dsl.execute("shutdown immediately"))
                        .withMessageContaining("closed");
                ServiceClient.of(application).assertAnswersAgain();
            }
            load.awaitSuccesses(200);

            Invariants.check(application, load.stop());
        }
    }
}
