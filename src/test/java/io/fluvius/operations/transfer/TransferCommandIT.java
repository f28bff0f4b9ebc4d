package io.fluvius.operations.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
            store.store(RandomLog.of(2, 60_000));
            Files.write(folder.resolve("log.ndjson"), store.export(0));
        }
        String[] target = TestDatabases.freshH2();
        Path file = TestDatabases.folder(target).resolve("fluvius.mv.db");
        long before = Files.size(file);

        Process importing = start(target, "import", "log.ndjson");
        await().until(() -> Files.size(file) > before + 4_000_000 || !importing.isAlive());
        importing.destroyForcibly().waitFor();

        assertThat(importing.exitValue()).isNotZero();
        try (LogOfStore store = LogOfStore.open("default", target)) {
            assertThat(store.isEmpty()).isTrue();
            store.importLog(Files.readAllBytes(folder.resolve("log.ndjson")));
        }
    }

    private int run(String[] settings, String... arguments) {
        try {
            Process process = start(settings, arguments);
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Process start(String[] settings, String... arguments) throws IOException {
        List<String> command = Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                // verifying the classes of the libraries takes a seventh of the time of a start
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:-BytecodeVerificationRemote",
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                FluviusApplication.class.getName()),
                        Stream.of(arguments),
                        Stream.of(settings)
                                .filter(setting -> setting.startsWith("fluvius."))
                                .map(setting -> "--" + setting))
                .flatMap(part -> part)
                .toList();
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        Stream.of(settings)
                .filter(setting -> !setting.startsWith("fluvius."))
                .map(setting -> setting.split("=", 2))
                .forEach(variable -> process.environment().put(variable[0], variable[1]));
        return process.start();
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String withoutHeader(String file) throws IOException {
        String text = Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
        return text.substring(text.indexOf('\n') + 1);
    }
}
