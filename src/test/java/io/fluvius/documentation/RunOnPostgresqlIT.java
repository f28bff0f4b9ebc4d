package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.JavaCommand;
import io.fluvius.environment.ServerProcess;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Follows docs/how-to/run-on-postgresql.md on an empty server, with processes that have the variables of the document. */
class RunOnPostgresqlIT {

    static final Path DOCUMENT = Path.of("docs/how-to/run-on-postgresql.md");

    private static final String SHOWN_SERVER = "127.0.0.1:5432";

    private final Map<String, String> variables = new HashMap<>();
    private final Path folder = TestDatabases.temporaryFolder();
    private final Path log = folder.resolve("log");
    private @Nullable ServerProcess server;

    @Test
    void the_document_leads_to_an_application_that_reads_as_another_user() {
        Markdown document = Markdown.read(DOCUMENT);
        new Walkthrough(() -> 0, this::run).follow(document);

        assertThat(server).isNotNull();
        assertThat(new HttpCalls(server.port()).get("/api/users").status()).isEqualTo(200);
        assertThat(column("select distinct usename from pg_stat_activity where datname = 'fluvius'"))
                .contains("fluvius", "fluvius_reader");
        assertThat(Walkthrough.blocks(document))
                .filteredOn(block -> block.language().equals("text"))
                .isNotEmpty()
                .allSatisfy(this::isLogged);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private @Nullable String run(List<String> words) {
        switch (words.getFirst()) {
            case "psql" -> psql(words);
            case "export" -> export(words.getLast().split("=", 2));
            case "mvn" -> start(words);
            default -> {
                return null;
            }
        }
        return "";
    }

    private static void psql(List<String> words) {
        try (Connection connection = connection(option("-U", words), option("-d", words));
                Statement statement = connection.createStatement()) {
            statement.execute(option("-c", words));
        } catch (SQLException failure) {
            throw new AssertionError(words.toString(), failure);
        }
    }

    /** Returns the value of an option; without it, psql connects to the database {@code postgres} as its users here do. */
    private static String option(String name, List<String> words) {
        int at = words.indexOf(name);
        return at < 0 ? "postgres" : words.get(at + 1);
    }

    private void export(String... variable) {
        variables.put(variable[0], variable[1].replace(SHOWN_SERVER, TestDatabases.postgresServer()));
    }

    /** Starts the application, after the one that runs was stopped. */
    private void start(List<String> words) {
        assertThat(words).containsExactly("mvn", "spring-boot:run");
        stop();
        try {
            server = ServerProcess.start(this::process, log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Process process(int port) throws IOException {
        List<String> command = JavaCommand.of(FluviusApplication.class);
        command.add("--server.port=" + port);
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process.environment().putAll(variables);
        return process.start();
    }

    /** Asserts that the application has logged each line of a block, in which {@code <name>} stands for any text. */
    private void isLogged(Markdown.Block block) throws IOException {
        String logged = Files.readString(log).replace(TestDatabases.postgresServer(), SHOWN_SERVER);
        assertThat(block.text().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(logged)
                        .containsPattern(Stream.of(line.split("<[^>]+>", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".+"))));
    }

    private static List<String> column(String query) {
        try (Connection connection = connection("postgres", "postgres")) {
            return DSL.using(connection).fetch(query).getValues(0, String.class);
        } catch (SQLException failure) {
            throw new AssertionError(query, failure);
        }
    }

    private static Connection connection(String user, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + TestDatabases.postgresServer() + "/" + database, user, "any");
    }
}
