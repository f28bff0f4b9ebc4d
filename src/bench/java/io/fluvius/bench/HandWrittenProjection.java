package io.fluvius.bench;

import io.fluvius.domain.Text;
import io.fluvius.user.UserStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills the user directory with hand-written code: a loop that reads all {@link StoredEvents} with one statement, holds all
 * users in memory, and writes them with {@code COPY}. Supports no other events, no resumption and no error handling.
 */
public final class HandWrittenProjection {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FETCH_SIZE = 10_000;
    private static final String EVENTS =
            "select aggregate_identifier, sequence_number, time_stamp, payload_type, payload"
                    + " from domain_event order by global_index";
    private static final String COPY = "copy user_view (id, name, name_folded, email, email_folded, status, active,"
            + " required_actions, totp_enabled, created_at, updated_at, version) from stdin";

    private HandWrittenProjection() {}

    /** The current state of a user. */
    private static final class Row {
        String name = "";
        String email = "";
        String status = UserStatus.ACTIVE.name();
        String createdAt = "";
        String updatedAt = "";
        long version;
    }

    /** Fills the empty directory. Returns the number of events. */
    public static long fill(Database database) throws SQLException, IOException {
        Map<String, Row> users = new LinkedHashMap<>();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            long events = read(connection, users);
            write(connection, users);
            connection.commit();
            return events;
        }
    }

    private static long read(Connection connection, Map<String, Row> users) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            long events = 0;
            try (ResultSet event = statement.executeQuery(EVENTS)) {
                while (event.next()) {
                    apply(event, users);
                    events++;
                }
            }
            return events;
        }
    }

    private static void apply(ResultSet event, Map<String, Row> users) throws SQLException {
        Row user = users.computeIfAbsent(event.getString(1), id -> new Row());
        JsonNode payload = JSON.readTree(event.getString(5));
        user.version = event.getLong(2);
        user.updatedAt = event.getString(3);
        switch (event.getString(4)) {
            case "user.user-created" -> {
                user.createdAt = user.updatedAt;
                user.name = payload.get("name").asString();
                user.email = payload.get("email").asString();
            }
            case "user.user-renamed" -> user.name = payload.get("name").asString();
            case "user.user-locked" -> user.status = UserStatus.LOCKED.name();
            case "user.user-unlocked" -> user.status = payload.get("status").asString();
            default -> throw new IllegalStateException("Unexpected event " + event.getString(4));
        }
    }

    private static void write(Connection connection, Map<String, Row> users) throws SQLException, IOException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        for (Map.Entry<String, Row> user : users.entrySet()) {
            byte[] line = line(user.getKey(), user.getValue()).getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(line, 0, line.length);
        }
        copy.endCopy();
    }

    private static String line(String id, Row user) {
        return String.join(
                "\t",
                id,
                user.name,
                Text.folded(user.name),
                user.email,
                Text.folded(user.email),
                user.status,
                String.valueOf(user.status.equals(UserStatus.ACTIVE.name())),
                "{}",
                "false",
                user.createdAt,
                user.updatedAt,
                user.version + "\n");
    }
}
