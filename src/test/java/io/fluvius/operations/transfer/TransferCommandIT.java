package io.fluvius.operations.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.CommandLine;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.OtherApplication;
import io.fluvius.environment.TestDatabases;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Exports, imports and verifies by the command line, each time in a process of its own. */
@LongRunning
class TransferCommandIT {

    @TempDir
    private Path folder;

    @Test
    @ResourceLock("PostgreSQL")
    void a_log_moves_from_h2_to_postgresql_and_back_through_compressed_files() throws IOException {
        String[] h2 = TestDatabases.freshH2();
        String[] postgres = TestDatabases.freshPostgres();
        RandomLog log = RandomLog.of(1, 300);
        try (LogOfStore store = LogOfStore.open("default", h2)) {
            store.store(log);
        }

        assertThat(run(h2, "export", "first.ndjson.gz")).isEqualTo(0);
        assertThat(said())
                .contains("Exported 300 events and " + log.receipts().size() + " receipts, up to position "
                        + log.events().getLast().position())
                .doesNotContain("Exception");
        assertThat(run(h2, "verify", "first.ndjson.gz")).isEqualTo(0);
        assertThat(run(postgres, "import", "first.ndjson.gz", "--spring.profiles.active=postgres"))
                .isEqualTo(0);
        assertThat(run(postgres, "export", "-", "--spring.profiles.active=postgres"))
                .isEqualTo(0);
        Files.copy(folder.resolve("out"), folder.resolve("second.ndjson"));
        assertThat(run(h2, "verify", "second.ndjson")).isEqualTo(0);

        assertThat(run(h2, "import", "second.ndjson")).isEqualTo(1);
        assertThat(said()).contains("The store is not empty, because it contains events");
        String[] other = TestDatabases.emptyH2();
        assertThat(run(other, "import", "second.ndjson")).isEqualTo(0);
        assertThat(run(other, "export", "third.ndjson")).isEqualTo(0);
        assertThat(withoutHeader("third.ndjson")).isEqualTo(withoutHeader("second.ndjson"));
        assertThat(run(other, "export", "third.ndjson")).isEqualTo(1);
        assertThat(said()).contains("exists already");
    }

    /** Two nodes share a database, and the command line is a third one. */
    @Test
    @ResourceLock("PostgreSQL")
    void an_import_is_refused_while_another_node_runs_and_changes_nothing() throws IOException {
        try (LogOfStore store = LogOfStore.open("default", TestDatabases.freshH2())) {
            store.store(RandomLog.of(3, 20));
            Files.write(folder.resolve("log.ndjson"), store.export(0));
        }
        String[] postgres = TestDatabases.freshPostgres();
        String refusal =
                "Another node is running, or was killed a moment ago; stop every node but the one that imports";
        try (OtherApplication one = node("one", postgres);
                OtherApplication other = node("other", postgres)) {
            await().untilAsserted(() -> assertThat(owners(one)).isEqualTo(Set.of("one", "other")));
            List<String> tokens = tokens(one);

            TestResponse answer = one.request("POST", "/api/operations/log/import")
                    .body("application/x-ndjson", Files.readString(folder.resolve("log.ndjson")))
                    .exchange();

            assertThat(answer.isProblem(409, "wrong-state")
                            .json()
                            .path("detail")
                            .stringValue())
                    .isEqualTo(refusal);
            assertThat(run(postgres, "import", "log.ndjson", "--spring.profiles.active=postgres"))
                    .isEqualTo(1);
            assertThat(said()).contains(refusal);
            assertThat(one.dsl().fetchCount(EventStoreTables.EVENTS)).isZero();
            assertThat(one.dsl().fetchCount(EventStoreTables.RECEIPTS)).isZero();
            assertThat(one.dsl().fetchCount(EventStoreTables.UNIQUE_VALUES)).isZero();
            assertThat(tokens(one)).isEqualTo(tokens);
            await().untilAsserted(() -> assertThat(owners(other)).isEqualTo(Set.of("one", "other")));
        }

        assertThat(run(postgres, "import", "log.ndjson", "--spring.profiles.active=postgres"))
                .isEqualTo(0);
        assertThat(said()).contains("Imported 20 events");
    }

    @Test
    void a_file_that_the_server_has_open_is_named_with_the_other_way() {
        String[] h2 = TestDatabases.freshH2();
        try (LogOfStore open = LogOfStore.open("default", h2)) {
            assertThat(open.isEmpty()).isTrue();
            assertThat(run(h2, "export", "log.ndjson")).isEqualTo(1);
        }

        assertThat(said())
                .contains("another process uses the file", "by HTTP: /api/operations/log")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("log.ndjson")).doesNotExist();
    }

    @Test
    void what_is_no_command_or_no_log_is_refused() throws IOException {
        String[] h2 = TestDatabases.emptyH2();
        Files.writeString(folder.resolve("log.ndjson"), "{}\n");
        Files.writeString(folder.resolve("log.ndjson.gz"), "{}\n");

        assertThat(run(h2, "exprot", "log.ndjson")).isEqualTo(2);
        assertThat(said()).contains("Usage: export <file>");
        assertThat(run(h2, "verify")).isEqualTo(2);
        assertThat(run(h2, "verify", "log.ndjson")).isEqualTo(1);
        assertThat(said()).contains("Line 1 is not the header of an exported log");
        assertThat(run(h2, "verify", "log.ndjson.gz")).isEqualTo(1);
        assertThat(said()).contains("cannot be used");
        assertThat(run(h2, "verify", "missing.ndjson")).isEqualTo(1);
        assertThat(said()).contains("missing.ndjson does not exist");
    }

    @Test
    void a_killed_import_leaves_an_empty_store() throws IOException, InterruptedException {
        String[] source = TestDatabases.freshH2();
        try (LogOfStore store = LogOfStore.open("default", source)) {
            EventSerializer serializer = new EventSerializer(new EventNames(DefinedDomains.find()));
            store.store(LogOfCommands.of(2, 30_000, serializer)::writeTo);
            Files.write(folder.resolve("log.ndjson"), store.export(0));
        }
        String[] target = TestDatabases.freshH2();
        Path file = TestDatabases.folder(target).resolve("fluvius.mv.db");
        long before = Files.size(file);

        Process importing = new CommandLine(folder).start(target, "import", "log.ndjson");
        await().until(() -> Files.size(file) > before + 4_000_000 || !importing.isAlive());
        importing.destroyForcibly().waitFor();

        assertThat(importing.exitValue()).isNotZero();
        try (LogOfStore store = LogOfStore.open("default", target)) {
            assertThat(store.isEmpty()).isTrue();
            store.importLog(Files.readAllBytes(folder.resolve("log.ndjson")));
        }
    }

    private static OtherApplication node(String name, String... postgres) {
        return OtherApplication.start(
                "postgres",
                Stream.concat(
                                Stream.of(postgres).filter(setting -> !setting.startsWith("fluvius.")),
                                Stream.of(
                                        "fluvius.node.node-id=" + name,
                                        "fluvius.data-dir=" + TestDatabases.temporaryFolder()))
                        .toArray(String[]::new));
    }

    /** The nodes that process events. */
    private static Set<String> owners(OtherApplication node) {
        return Set.copyOf(node.dsl()
                .fetch("select distinct owner from token_entry where owner is not null")
                .getValues(0, String.class));
    }

    private static List<String> tokens(OtherApplication node) {
        return node.dsl()
                .fetch("select concat(processor_name, ' ', segment, ' ', token) from token_entry order by 1")
                .getValues(0, String.class);
    }

    private int run(String[] settings, String... arguments) {
        return new CommandLine(folder).run(settings, arguments);
    }

    private String said() {
        return new CommandLine(folder).said();
    }

    private String withoutHeader(String file) throws IOException {
        String text = Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
        return text.substring(text.indexOf('\n') + 1);
    }
}
