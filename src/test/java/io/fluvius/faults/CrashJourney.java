package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The process is killed while clients create, change and delete users, and started again; they send again what got no
 * answer.
 */
abstract class CrashJourney {

    /** At 10, what a process had still before it when it was killed is a backlog to the next one. */
    static final String BACKLOG = "fluvius.node.backlog-batch-size";

    private static final int KILLS = Nightly.times(3);
    private static final int SUCCESSES_BEFORE_KILL = 150;

    private final Path folder = TestDatabases.temporaryFolder();
    /** Nobody answers there before the first start. */
    private final AtomicInteger port = new AtomicInteger(9);

    /** The settings of the process, which are the same each time; it keeps its files in the folder. */
    abstract Map<String, String> settings(Path folder);

    /** The application within this JVM. */
    abstract ConfigurableApplicationContext start(String... settings);

    @Test
    void nothing_acknowledged_is_lost_when_the_process_is_killed() throws Exception {
        Service service = new Service(port::get);
        try (Load load = Load.on(service)) {
            for (int kills = 0; kills < KILLS; kills++) {
                startAndKill(load);
            }
            try (ConfigurableApplicationContext application = startHere()) {
                port.set(Service.of(application).port().getAsInt());
                service.assertAnswersAgain();
                load.awaitSuccesses(SUCCESSES_BEFORE_KILL);

                Ledger ledger = load.stop();

                assertThat(ledger.unanswered()).isGreaterThanOrEqualTo(KILLS);
                WhatMustHold.check(application, ledger);
            }
        }
    }

    private void startAndKill(Load load) throws IOException {
        try (FluviusProcess process = FluviusProcess.start(settings(folder), folder.resolve("log"))) {
            port.set(process.port());
            load.awaitSuccesses(SUCCESSES_BEFORE_KILL);
        }
    }

    private ConfigurableApplicationContext startHere() {
        return start(settings(folder).entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }
}
