package io.fluvius.personal;

import io.fluvius.documentation.Markdown;
import io.fluvius.environment.StoppablePostgres;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.util.FileSystemUtils;

/** On a server of its own, all files of which are searched, also those of the write-ahead log and the log of the server. */
class RestoreDrillOnPostgresIT extends RestoreDrillJourney {

    private static final Pattern STATEMENT = Pattern.compile("-c \"([^\"]+)\"");

    private final Path data = TestDatabases.temporaryFolder().resolve("data");
    private StoppablePostgres server;

    @BeforeEach
    void startServer() throws Exception {
        // the statistics contain the person when the backup is made, and change when they are expected to
        server = StoppablePostgres.on(data, Map.of("logging_collector", "on", "autovacuum", "off", "fsync", "off"));
        executeDocumented("alter system");
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @Override
    List<String> settings() {
        return Stream.concat(
                        Arrays.stream(server.settings()),
                        Stream.of("spring.profiles.active=postgres", "fluvius.data-dir=" + folder()))
                .toList();
    }

    @Override
    Path files() {
        return data;
    }

    /** A base backup, for which the server keeps its files consistent with the write-ahead log. */
    @Override
    void backUp(TracedNode node) throws Exception {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
            statement.execute("select pg_backup_start('before', fast => true)");
            FileSystemUtils.copyRecursively(data, backup());
            try (ResultSet label = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                label.next();
                Files.writeString(backup().resolve("backup_label"), label.getString(1));
            }
            FileSystemUtils.copyRecursively(data.resolve("pg_wal"), backup().resolve("pg_wal"));
            Files.delete(backup().resolve("postmaster.pid"));
        }
    }

    @Override
    void compact() throws SQLException {
        executeDocumented("vacuum");
    }

    @Override
    void restore() throws IOException {
        server.stop();
        FileSystemUtils.deleteRecursively(data);
        FileSystemUtils.copyRecursively(backup(), data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        server.restart();
    }

    /** Also returns the columns whose statistics contain the text, because these may be compressed in the files. */
    @Override
    List<String> placesWith(String text) throws Exception {
        List<String> places = new ArrayList<>(super.placesWith(text));
        try (Connection connection = connection()) {
            places.addAll(DSL.using(connection)
                    .fetch(
                            "select tablename || '.' || attname from pg_stats"
                                    + " where concat(most_common_vals, histogram_bounds) ilike concat('%', ?, '%')",
                            text)
                    .getValues(0, String.class));
        }
        return places;
    }

    /** Executes the statements of the first block of the documentation that contains a word. */
    private void executeDocumented(String word) throws SQLException {
        List<Markdown.Block> blocks =
                Markdown.read(Path.of("docs/how-to/forget-a-person.md")).blocks();
        String block = blocks.stream()
                .map(Markdown.Block::text)
                .filter(text -> text.contains(word))
                .findFirst()
                .orElseThrow();
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            for (MatchResult found : STATEMENT.matcher(block).results().toList()) {
                statement.execute(found.group(1));
            }
        }
    }

    private Path backup() {
        return folder().resolve("before");
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(server.url(), "postgres", "postgres");
    }
}
