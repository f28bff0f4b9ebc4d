package io.fluvius.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A database and how to connect to it.
 *
 * @param settings the settings with which the application uses this database
 */
public record Database(String url, String username, String password, Map<String, String> settings) {

    /** The size of the application's connection pool for commands. */
    public static final int POOL_SIZE = 16;

    public Database {
        settings = Map.copyOf(settings);
    }

    /** Returns the same database, used with further settings. */
    public Database with(Map<String, String> further) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(further);
        return new Database(url, username, password, all);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    /** Returns a new pool of the same size as the application's, in auto-commit mode. */
    public HikariDataSource pool(String name) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setMaximumPoolSize(POOL_SIZE);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the integer result of a query; 0 for null. */
    public long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
