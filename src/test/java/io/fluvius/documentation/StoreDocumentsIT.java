package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.JavaCommand;
import io.fluvius.environment.ServerProcess;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** Follows the documents about backups and about moving to another store, with an application in processes of its own. */
class StoreDocumentsIT {

    static final Path BACKUP = Path.of("docs/how-to/back-up-and-restore.md");
    static final Path MOVE = Path.of("docs/how-to/move-to-another-store.md");

    private final Map<String, String> variables = new HashMap<>();
    private final Path folder = TestDatabases.temporaryFolder();
    private final Path log = folder.resolve("log");
    private @Nullable ServerProcess server;
    private JsonNode users;

    @BeforeEach
    void create_users() {
        start(List.of());
        HttpCalls http = http();
        String ann = http.post("/api/commands/create-user", user("Ann", "ann@example.com"))
                .body()
                .at("/aggregate/id")
                .stringValue();
        http.post("/api/commands/create-user", user("Bob", "bob@example.com"));
        assertThat(http.post("/api/commands/create-user", user("Eve", "bob@example.com"))
                        .status())
                .isEqualTo(409);
        http.post("/api/commands/lock-user", "{\"aggregate\": {\"id\": \"" + ann + "\"}}");
        await().untilAsserted(() -> assertThat(
                        http.get("/api/users?status=LOCKED").body().path("data"))
                .hasSize(1));
        users = http.get("/api/users").body();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Test
    void a_backup_is_restored_and_an_exported_log_is_imported() {
        new Walkthrough(() -> port(), this::run).follow(Markdown.read(BACKUP));

        assertSameUsers();
        assertThat(folder.resolve("imported/fluvius.mv.db")).exists();
    }

    @Test
    @ResourceLock("PostgreSQL")
    void an_application_moves_from_h2_to_postgresql() {
        String[] postgres = TestDatabases.emptyPostgres();
        for (String setting : postgres) {
            if (setting.startsWith("FLUVIUS_")) {
                variables.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
            }
        }
        stop();
        new Walkthrough(() -> port(), this::run).follow(Markdown.read(MOVE));

        assertSameUsers();
    }

    private void assertSameUsers() {
        await().untilAsserted(() ->
                assertThat(http().get("/api/users").body().path("data")).isEqualTo(users.path("data")));
    }

    private @Nullable String run(List<String> words) {
        switch (words.getFirst()) {
            // the variables of the document name a server that does not exist here
            case "export" -> assertThat(variables).containsKey(words.getLast().split("=", 2)[0]);
            case "unzip" -> unzip(folder.resolve(words.get(2)), folder.resolve(words.getLast()));
            case "java" -> {
                List<String> arguments = words.subList(3, words.size());
                if (arguments.stream().anyMatch(word -> !word.startsWith("--"))) {
                    return command(arguments);
                }
                start(arguments);
            }
            default -> {
                return null;
            }
        }
        return "";
    }

    private void start(List<String> arguments) {
        stop();
        try {
            server = ServerProcess.start(
                    port -> {
                        List<String> all = new ArrayList<>(arguments);
                        all.add("--server.port=" + port);
                        return process(all)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                                .start();
                    },
                    log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a command to its end, and returns what it reports. */
    private String command(List<String> arguments) {
        stop();
        try {
            Path errors = folder.resolve("errors");
            Process process = process(arguments)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectError(errors.toFile())
                    .start();
            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
            return Files.readAllLines(errors).stream()
                    .filter(line -> line.matches("[A-Z][a-z]+ed .*"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private ProcessBuilder process(List<String> arguments) {
        List<String> command = JavaCommand.of(FluviusApplication.class);
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        if (arguments.contains("--spring.profiles.active=postgres")) {
            process.environment().putAll(variables);
        }
        return process;
    }

    private static void unzip(Path file, Path target) {
        try (InputStream stored = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(stored)) {
            Files.createDirectories(target);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, target.resolve(entry.getName()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int port() {
        if (server == null) {
            throw new AssertionError("The application does not run");
        }
        return server.port();
    }

    private HttpCalls http() {
        return new HttpCalls(port());
    }

    private static String user(String name, String email) {
        return "{\"payload\": {\"name\": \"%s\", \"email\": \"%s\"}}".formatted(name, email);
    }
}
