package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The log of a process says what runs where, and little else. */
class StartLogIT {

    private static final int MAX_LINES = 11;

    @Test
    void a_start_and_a_stop_are_a_few_lines() throws IOException {
        Path folder = TestDatabases.temporaryFolder();
        Path log = TestDatabases.temporaryFolder().resolve("log");
        int port;
        try (FluviusProcess process =
                FluviusProcess.start(FluviusApplication.class, Map.of("fluvius.data-dir", folder.toString()), log)) {
            await().atMost(FluviusProcess.MAX_START_TIME)
                    .until(() -> Files.readString(log).contains("HTTP API"));
            port = process.port();
            process.stop();
        }

        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSizeLessThanOrEqualTo(MAX_LINES).allMatch(line -> line.contains(" INFO "));
        assertThat(String.join("\n", lines))
                .containsSubsequence(
                        "Starting FluviusApplication",
                        "Fluvius ",
                        "events and state in jdbc:h2:file:" + folder + "/fluvius; data folder " + folder,
                        "Domains: group, user",
                        "Node fluvius runs group-directory, overdue-actions, user-directory, when-user-deleted-then-leave-groups",
                        "HTTP API: http://127.0.0.1:" + port,
                        "shutdown",
                        "Stopped; the database is closed");
    }
}
