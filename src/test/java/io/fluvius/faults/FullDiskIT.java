package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.SmallDisk;
import io.fluvius.environment.StoppablePostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The disk with the events is full, and has space again later. */
class FullDiskIT {

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    @Test
    void no_acknowledged_command_is_lost_when_the_disk_of_postgresql_is_full() throws Exception {
        Map<String, String> smallLog = Map.of("max_wal_size", "32MB", "min_wal_size", "32MB");
        try (SmallDisk disk = SmallDisk.ofMegabytes(160);
                StoppablePostgres database = StoppablePostgres.on(disk.folder().resolve("data"), smallLog);
                ConfigurableApplicationContext application = Node.onPostgres(database.settings());
                Load load = Load.on(ServiceClient.of(application))) {
            fillUnderLoad(load, disk);
            assertRecovers(load, application);
        }
    }

    /** H2 reuses space after 45 seconds only, and writes up to 20 megabytes a second here. */
    @Test
    void no_acknowledged_command_is_lost_when_the_disk_of_h2_is_full() throws Exception {
        try (SmallDisk disk = SmallDisk.ofMegabytes(512);
                ConfigurableApplicationContext application = Node.onH2("fluvius.data-dir=" + disk.folder());
                Load load = Load.on(ServiceClient.of(application))) {
            fillUnderLoad(load, disk);
            assertRecovers(load, application);
        }
    }

    private static void fillUnderLoad(Load load, SmallDisk disk) throws IOException {
        load.awaitSuccesses(200);
        disk.fill();
        int before = load.results().unavailable();
        await().atMost(MAX_WAIT)
                .until(() -> load.results().unavailable() > before
                        || !load.results().unexpected().isEmpty());
        disk.freeSpace();
    }

    private static void assertRecovers(Load load, ConfigurableApplicationContext application) {
        ServiceClient.of(application).assertAnswersAgain();
        load.awaitSuccesses(100);

        CommandResults results = load.stop();

        assertThat(results.unavailable()).isPositive();
        Invariants.check(application, results);
    }
}
