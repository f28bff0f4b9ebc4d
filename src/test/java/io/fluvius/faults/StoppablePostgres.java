package io.fluvius.faults;

import static org.awaitility.Awaitility.await;

import io.fluvius.environment.TestDatabases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL of one's own that can be stopped, and started again on the same data and at the same port. */
final class StoppablePostgres implements AutoCloseable {

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

    static StoppablePostgres start() throws IOException {
        return on(TestDatabases.temporaryFolder().resolve("data"), Map.of());
    }

    /** Starts one whose data are in that folder, which is new or empty. */
    static StoppablePostgres on(Path data, Map<String, String> configuration) throws IOException {
        return new StoppablePostgres(data, configuration, freePort());
    }

    /** The settings that lead the application to it. */
    String[] settings() {
        return new String[] {
            "FLUVIUS_DB_URL=jdbc:postgresql://localhost:" + port + "/postgres",
            "FLUVIUS_DB_USERNAME=postgres",
            "FLUVIUS_DB_PASSWORD=postgres"
        };
    }

    /** Whoever is connected is thrown out, transactions are rolled back, the data are written: {@code -m fast}. */
    void stop() throws IOException {
        running.close();
    }

    /** Everything ends where it stands, as in a crash: {@code -m immediate}. */
    void crash() throws IOException {
        String process = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(process)).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", process).start();
        await().atMost(Duration.ofSeconds(10)).until(() -> !postmaster.isAlive());
        // gives back the lock on the folder
        running.close();
    }

    void startAgain() throws IOException {
        running = run();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private EmbeddedPostgres run() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("max_connections", "100")
                // unlike a server that is for tests only, this one keeps what it has acknowledged
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        configuration.forEach(builder::setServerConfig);
        return builder.start();
    }
}
