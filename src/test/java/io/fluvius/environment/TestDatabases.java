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
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Creates databases for tests. They are deleted when the JVM ends. */
public final class TestDatabases {

    private TestDatabases() {}

    /** Returns the settings that connect the application to a new H2 file, which has the tables already: {@code key=value}. */
    public static String[] freshH2() {
        String[] settings = emptyH2();
        try {
            FileSystemUtils.copyRecursively(MigratedH2.FOLDER, folder(settings));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return settings;
    }

    /** Returns the settings that connect the application to an H2 file that does not exist: {@code key=value}. */
    public static String[] emptyH2() {
        return new String[] {"fluvius.data-dir=" + temporaryFolder()};
    }

    /**
     * Creates a database on the server that all tests of this JVM share, and returns the settings that connect the
     * application to it in the profile {@code postgres}: {@code key=value}. The database has the tables already. It sorts
     * text by the rules of English, so that a statement that lacks a collation returns another order than H2.
     */
    public static String[] freshPostgres() {
        return createPostgres("template " + MigratedPostgres.NAME);
    }

    /** Like {@link #freshPostgres}, without tables. */
    public static String[] emptyPostgres() {
        return createPostgres("template template0 encoding 'UTF8' locale_provider icu icu_locale 'en' locale 'C'");
    }

    /** Returns host and port of the server that all tests of this JVM share. It accepts any password. */
    public static String postgresServer() {
        return "localhost:" + Server.SHARED.getPort();
    }

    private static synchronized String[] createPostgres(String options) {
        String name = "fluvius_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = Server.SHARED.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " " + options);
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

    private static void migrate(String[] settings, String... profiles) {
        new SpringApplicationBuilder(DatabaseOnly.class)
                .web(WebApplicationType.NONE)
                .profiles(profiles)
                .run(Stream.of(settings).map(setting -> "--" + setting).toArray(String[]::new))
                .close();
    }

    /** A file with tables and without rows. Copying it is faster than the migrations. */
    private static final class MigratedH2 {

        static final Path FOLDER = create();

        private static Path create() {
            String[] settings = emptyH2();
            migrate(settings);
            return folder(settings);
        }
    }

    /** The name of a database with tables and without rows. */
    private static final class MigratedPostgres {

        static final String NAME = create();

        private static String create() {
            String[] settings = emptyPostgres();
            migrate(settings, "postgres");
            return settings[0].substring(settings[0].lastIndexOf('/') + 1);
        }
    }

    /** The folder in which an application with these settings stores its files. */
    public static Path folder(String[] settings) {
        String prefix = "fluvius.data-dir=";
        return Stream.of(settings)
                .filter(setting -> setting.startsWith(prefix))
                .map(setting -> Path.of(setting.substring(prefix.length())))
                .findFirst()
                .orElseThrow();
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

    /** Connects an application to a new PostgreSQL database, and in the profile {@code axonserver} to an empty Axon Server. */
    static final class Postgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(freshPostgres()).applyTo(context);
            if (context.getEnvironment().matchesProfiles("axonserver")) {
                TestAxonServer.connect(context);
            }
        }
    }

    /** The server, started on first use. */
    private static final class Server {

        static final EmbeddedPostgres SHARED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "500")
                        // the databases are not needed after a crash, and none lives long enough to be vacuumed
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("autovacuum", "off")
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
