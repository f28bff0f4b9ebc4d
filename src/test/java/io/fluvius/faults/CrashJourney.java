package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.LongRunning;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The process is killed and restarted while clients create, change and delete users, and repeat unanswered commands. */
@LongRunning
abstract class CrashJourney {

    /** With a batch of 10, the events that a killed process has not handled are a backlog of the next process. */
    static final String BACKLOG = "fluvius.node.backlog-batch-size";

    private static final int KILLS = Nightly.times(3);
    private static final int SUCCESSES_BEFORE_KILL = 150;

    private final Path folder = TestDatabases.temporaryFolder();
    /** No server uses this port before the first start. */
    private final AtomicInteger port = new AtomicInteger(9);

    /** The settings of every process, which stores its files in the folder. */
    abstract Map<String, String> settings(Path folder);

    /** Starts the application in this JVM. */
    abstract ConfigurableApplicationContext start(String... settings);

    @Test
    void no_acknowledged_command_is_lost_when_the_process_is_killed() throws Exception {
        ServiceClient service = new ServiceClient(port::get);
        try (Load load = Load.acrossRestarts(service)) {
            for (int kills = 0; kills < KILLS; kills++) {
                startAndKill(load);
            }
            try (ConfigurableApplicationContext application = startHere()) {
                port.set(ServiceClient.of(application).port().getAsInt());
                service.assertAnswersAgain();
                load.awaitSuccesses(SUCCESSES_BEFORE_KILL);

                CommandResults results = load.stop();

                assertThat(results.unanswered()).isGreaterThanOrEqualTo(KILLS);
                Invariants.check(application, results);
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
