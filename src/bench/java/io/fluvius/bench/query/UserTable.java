package io.fluvius.bench.query;

import io.fluvius.domain.Text;
import io.fluvius.user.UserView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The table of the user directory on PostgreSQL. */
final class UserTable {

    private static final String COPY = "copy user_view (id, name, name_folded, email, email_folded, status, active,"
            + " required_actions, totp_enabled, deactivation_reason, deactivation_reason_folded, reconciled_at,"
            + " created_at, updated_at, version) from stdin";
    private static final String INDEXES =
            "select indexname, indexdef from pg_indexes where tablename = 'user_view' and indexname <> 'user_view_pkey'";

    private UserTable() {}

    /** Fills the empty table. Drops the indexes for the inserts and creates them again, which is faster. */
    static void fill(Connection connection, int rows) throws SQLException, IOException {
        Map<String, String> indexes = indexes(connection);
        try (Statement statement = connection.createStatement()) {
            for (String index : indexes.keySet()) {
                statement.execute("drop index " + index);
            }
            copy(connection, rows);
            for (String definition : indexes.values()) {
                statement.execute(definition);
            }
            statement.execute("vacuum analyze user_view");
        }
    }

    private static Map<String, String> indexes(Connection connection) throws SQLException {
        Map<String, String> indexes = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(INDEXES)) {
            while (row.next()) {
                indexes.put(row.getString(1), row.getString(2));
            }
        }
        return indexes;
    }

    private static void copy(Connection connection, int rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        UserGenerator users = new UserGenerator(rows);
        for (int number = 0; number < rows; number++) {
            byte[] line = line(users.next(number)).getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(line, 0, line.length);
        }
        copy.endCopy();
    }

    private static String line(UserView user) {
        String reason = user.deactivationReason() == null
                ? null
                : user.deactivationReason().value();
        return String.join(
                        "\t",
                        user.id().toString(),
                        user.name().value(),
                        Text.folded(user.name().value()),
                        user.email().value(),
                        Text.folded(user.email().value()),
                        user.status().name(),
                        String.valueOf(user.active()),
                        "{" + String.join(",", user.requiredActions()) + "}",
                        String.valueOf(user.totpEnabled()),
                        orNull(reason),
                        orNull(reason == null ? null : Text.folded(reason)),
                        orNull(user.reconciledAt()),
                        user.createdAt().toString(),
                        user.updatedAt().toString(),
                        String.valueOf(user.version()))
                + "\n";
    }

    private static String orNull(@Nullable Object value) {
        return value == null ? "\\N" : value.toString();
    }
}
