package io.fluvius.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of a PostgreSQL table, dropped to speed up bulk inserts and added again on close. */
final class DroppedConstraints implements AutoCloseable {

    private final Connection connection;
    private final String table;
    private final Map<String, String> definitions;

    private DroppedConstraints(Connection connection, String table, Map<String, String> definitions) {
        this.connection = connection;
        this.table = table;
        this.definitions = definitions;
    }

    static DroppedConstraints of(Connection connection, String table) throws SQLException {
        Map<String, String> definitions = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select conname, pg_get_constraintdef(oid) from pg_constraint"
                        + " where contype in ('p', 'u') and conrelid = '" + table + "'::regclass")) {
            while (row.next()) {
                definitions.put(row.getString(1), row.getString(2));
            }
        }
        for (String name : definitions.keySet()) {
            alter(connection, table, " drop constraint " + name);
        }
        return new DroppedConstraints(connection, table, definitions);
    }

    /** Returns the connection for the inserts. */
    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        for (Map.Entry<String, String> constraint : definitions.entrySet()) {
            alter(connection, table, " add constraint " + constraint.getKey() + " " + constraint.getValue());
        }
    }

    private static void alter(Connection connection, String table, String change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table " + table + change);
        }
    }
}
