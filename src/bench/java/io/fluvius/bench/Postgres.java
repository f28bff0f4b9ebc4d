package io.fluvius.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * An embedded PostgreSQL server with the durability settings of a production server and a database with an English locale.
 * Its data is deleted on close.
 */
public final class Postgres implements AutoCloseable {

    private static final String USER = "postgres";
    private static final String DATABASE = "fluvius";
    private static final String FRESH =
            " template template0 encoding 'UTF8' locale_provider icu icu_locale 'en' locale 'C'";
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "shared_buffers", "1GB",
            "max_connections", "300");

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    public static Postgres start() throws IOException, SQLException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        SETTINGS.forEach(builder::setServerConfig);
        Postgres started = new Postgres(builder.start());
        started.prepare();
        return started;
    }

    /** Creates an empty database. */
    public Database create(String name) throws SQLException {
        administer("create database " + name + FRESH);
        return database(name);
    }

    /** Creates a copy of a database, which must not have any connections. */
    public Database copy(Database original, String name) throws SQLException {
        String source = original.url().replaceAll(".*/|\\?.*", "");
        administer("create database " + name + " template " + source + " strategy file_copy");
        return database(name);
    }

    /** Drops a database and closes its remaining connections. */
    public void drop(String name) throws SQLException {
        administer("drop database " + name + " with (force)");
    }

    private Database database(String name) {
        String url = server.getJdbcUrl(USER, name);
        return new Database(url, USER, USER, settings(url));
    }

    public String url() {
        return server.getJdbcUrl(USER, DATABASE);
    }

    public String username() {
        return USER;
    }

    public String password() {
        return USER;
    }

    /** Returns the settings with which the application uses this server, with the profile {@code postgres}. */
    public Map<String, String> settings() {
        return settings(url());
    }

    private static Map<String, String> settings(String url) {
        return Map.of(
                "spring.profiles.active", "postgres",
                "FLUVIUS_DB_URL", url,
                "FLUVIUS_DB_USERNAME", USER,
                "FLUVIUS_DB_PASSWORD", USER);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), username(), password());
    }

    /** Returns the description of the server in the report. */
    public String description() throws SQLException {
        try (Connection connection = connect()) {
            return "PostgreSQL %s with fsync=%s, synchronous_commit=%s, shared_buffers=%s"
                    .formatted(
                            show(connection, "server_version"),
                            show(connection, "fsync"),
                            show(connection, "synchronous_commit"),
                            show(connection, "shared_buffers"));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void prepare() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE + FRESH);
            for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
                if (!show(connection, setting.getKey()).equals(setting.getValue())) {
                    throw new IllegalStateException("PostgreSQL ignores " + setting);
                }
            }
        }
    }

    private void administer(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
