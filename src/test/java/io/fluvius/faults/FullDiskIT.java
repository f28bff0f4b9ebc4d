package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The disk with the events is full, and later it is not. */
class FullDiskIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void nothing_acknowledged_is_lost_when_the_disk_of_postgresql_is_full() throws Exception {
        Map<String, String> smallLog = Map.of("max_wal_size", "32MB", "min_wal_size", "32MB");
        try (SmallDisk disk = SmallDisk.ofMegabytes(160);
                StoppablePostgres database = StoppablePostgres.on(disk.folder().resolve("data"), smallLog);
                ConfigurableApplicationContext application = Node.onPostgres(database.settings());
                Load load = Load.on(Service.of(application))) {
            fillUnderLoad(load, disk);
            assertAllIsWell(load, application);
        }
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_disk_of_h2_is_full() throws Exception {
        try (SmallDisk disk = SmallDisk.ofMegabytes(64);
                ConfigurableApplicationContext application = Node.onH2("fluvius.data-dir=" + disk.folder());
                Load load = Load.on(Service.of(application))) {
            fillUnderLoad(load, disk);
            assertAllIsWell(load, application);
        }
    }

    private static void fillUnderLoad(Load load, SmallDisk disk) throws IOException {
        load.awaitSuccesses(200);
        disk.fill();
        int before = load.ledger().unavailable();
        await().atMost(SOON)
                .until(() -> load.ledger().unavailable() > before
                        || !load.ledger().wrong().isEmpty());
        disk.makeRoom();
    }

    private static void assertAllIsWell(Load load, ConfigurableApplicationContext application) {
        Service.of(application).assertAnswersAgain();
        load.awaitSuccesses(100);

        Ledger ledger = load.stop();

        assertThat(ledger.unavailable()).isPositive();
        WhatMustHold.check(application, ledger);
    }
}
