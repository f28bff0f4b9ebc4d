package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.CuttingProxy;
import io.fluvius.environment.Nightly;
import io.fluvius.environment.TestDatabases;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Connections to PostgreSQL are cut while commands are written: before, during and after the commit. */
class CutConnectionsIT {

    private static final int CUTS_OF_EACH_KIND = Nightly.times(10);
    private static final String URL = "FLUVIUS_DB_URL=jdbc:";

    @Test
    void no_command_is_lost_or_runs_twice_whenever_a_connection_is_cut() throws Exception {
        String[] settings = TestDatabases.freshPostgres();
        URI database = URI.create(settings[0].substring(URL.length()));
        try (LogObserver log = new LogObserver(settings);
                CuttingProxy proxy = CuttingProxy.before(database.getPort())) {
            settings[0] = URL + "postgresql://127.0.0.1:" + proxy.port() + database.getPath();
            try (ConfigurableApplicationContext application = Node.onPostgres(settings)) {
                cutUnderLoad(application, proxy);
                log.assertInOrder();
            }
        }
    }

    private static void cutUnderLoad(ConfigurableApplicationContext application, CuttingProxy proxy) {
        try (Load load = Load.on(ServiceClient.of(application))) {
            load.awaitSuccesses(100);
            proxy.beginCutting();
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> Arrays.stream(CuttingProxy.Cut.values())
                            .allMatch(cut -> proxy.cuts(cut) >= CUTS_OF_EACH_KIND));
            proxy.stopCutting();
            ServiceClient.of(application).assertAnswersAgain();
            load.awaitSuccesses(100);

            CommandResults results = load.stop();

            assertThat(results.unanswered()).as("requests without a response").isZero();
            Invariants.check(application, results);
        }
    }
}
