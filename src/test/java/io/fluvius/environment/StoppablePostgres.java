package io.fluvius.environment;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL server that can be stopped, and restarted with the same data and port. */
public final class StoppablePostgres implements AutoCloseable {

    private final Path data;
    private final Map<String, String> configuration;
    private final int port;
    private EmbeddedPostgres running;

    private StoppablePostgres(Path data, Map<String, String> configuration, int port) throws IOException {
        this.data = data;
        this.configuration = configuration;
        this.port = port;
        this.running = run();
    }

    public static StoppablePostgres start() throws IOException {
        return on(TestDatabases.temporaryFolder().resolve("data"), Map.of());
    }

    /** Starts a server with its data in the folder, which must be empty or absent. */
    public static StoppablePostgres on(Path data, Map<String, String> configuration) throws IOException {
        return new StoppablePostgres(data, configuration, Ports.free());
    }

    /** The settings with which the application connects to this server. */
    public String[] settings() {
        return new String[] {"FLUVIUS_DB_URL=" + url(), "FLUVIUS_DB_USERNAME=postgres", "FLUVIUS_DB_PASSWORD=postgres"};
    }

    /** The address of its database, whose owner is {@code postgres} with any password. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /** Closes all connections, rolls back transactions, and writes the data: {@code -m fast}. */
    public void stop() throws IOException {
        running.close();
    }

    /** Ends all processes at once, as in a crash: {@code -m immediate}. */
    public void crash() throws IOException {
        String process = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(process)).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", process).start();
        await().atMost(Duration.ofSeconds(10)).until(() -> !postmaster.isAlive());
        // releases the lock on the folder
        running.close();
    }

    public void restart() throws IOException {
        running = run();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }

    private EmbeddedPostgres run() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("max_connections", "100")
                // the embedded server is configured for speed by default, and may lose acknowledged commits
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        configuration.forEach(builder::setServerConfig);
        return builder.start();
    }
}
