package io.fluvius.environment;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Creates databases for tests. They are deleted when the JVM ends. */
public final class TestDatabases {

    private TestDatabases() {}

    /** Returns the settings that connect the application to a new H2 file: {@code key=value}. */
    public static String[] freshH2() {
        return new String[] {"fluvius.data-dir=" + temporaryFolder()};
    }

    /**
     * Creates a database on the server that all tests of this JVM share, and returns the settings that connect the
     * application to it in the profile {@code postgres}: {@code key=value}. The database sorts text by the rules of English,
     * so that a statement that lacks a collation returns another order than H2.
     */
    public static String[] freshPostgres() {
        String name = "fluvius_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = Server.SHARED.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name
                    + " template template0 encoding 'UTF8' locale_provider icu icu_locale 'en' locale 'C'");
        } catch (SQLException failure) {
            throw new IllegalStateException("Cannot create a database", failure);
        }
        return new String[] {
            "FLUVIUS_DB_URL=jdbc:postgresql://localhost:%d/%s".formatted(Server.SHARED.getPort(), name),
            "FLUVIUS_DB_USERNAME=postgres",
            "FLUVIUS_DB_PASSWORD=postgres",
            "fluvius.data-dir=" + temporaryFolder()
        };
    }

    /** Creates an empty folder. */
    public static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("fluvius-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Connects an application to a new H2 file. */
    static final class H2 implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(freshH2()).applyTo(context);
        }
    }

    /** Connects an application to a new PostgreSQL database. */
    static final class Postgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(freshPostgres()).applyTo(context);
        }
    }

    /** The server, started on first use. */
    private static final class Server {

        static final EmbeddedPostgres SHARED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
