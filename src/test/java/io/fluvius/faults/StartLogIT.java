package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.FluviusProcess;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a process says what runs where, and little else. */
class StartLogIT {

    private static final int MAX_LINES = 11;
    private static final JsonMapper JSON = new JsonMapper();

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
        assertThat(lines)
                .hasSizeLessThanOrEqualTo(MAX_LINES)
                .allMatch(line -> line.contains(" INFO "))
                .noneMatch(line -> line.matches(".*\\[ +].*"));
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

    /** In a format for programs, the work of a command can be found by its id. */
    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash"})
    void every_line_of_a_command_has_its_id_and_that_of_its_chain(String format) throws IOException {
        String id = UUID.randomUUID().toString();
        Path log = TestDatabases.temporaryFolder().resolve("log");
        Map<String, String> settings = Map.of(
                "fluvius.data-dir",
                TestDatabases.temporaryFolder().toString(),
                "logging.structured.format.console",
                format,
                "logging.level.io.fluvius.command",
                "debug");
        try (FluviusProcess process = FluviusProcess.start(FluviusApplication.class, settings, log)) {
            new HttpCalls(process.port())
                    .post(
                            "/api/commands/create-user",
                            "{\"id\": \"%s\", \"payload\": {\"name\": \"John\", \"email\": \"john@example.com\"}}"
                                    .formatted(id));
            process.stop();
        }

        List<JsonNode> lines = Files.readAllLines(log).stream()
                .map(line -> JSON.readTree(line))
                .toList();
        assertThat(lines)
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line.path("message").isString()).isTrue());
        List<JsonNode> ofTheCommand = lines.stream()
                .filter(line -> line.path("message").stringValue().contains("create-user"))
                .toList();
        assertThat(ofTheCommand).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("commandId").stringValue()).isEqualTo(id);
            assertThat(line.path("correlationId").stringValue()).isEqualTo(id);
        });
    }
}
