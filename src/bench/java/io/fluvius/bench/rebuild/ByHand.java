package io.fluvius.bench.rebuild;

import io.fluvius.bench.Database;
import io.fluvius.kernel.CaseFolding;
import io.fluvius.user.UserStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The limit: a loop that reads all events by one statement, keeps all users in memory, and writes them at the end by
 * {@code COPY}. It knows only the events that there are, no place to go on from, and no failure.
 */
final class ByHand implements Rebuilder {

    static final String NAME = "loop by hand, all in memory";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FETCHED_AT_ONCE = 10_000;
    private static final String EVENTS =
            "select aggregate_identifier, sequence_number, time_stamp, payload_type, payload"
                    + " from domain_event order by global_index";
    private static final String COPY = "copy user_view (id, name, name_folded, email, email_folded, status, active,"
            + " required_actions, totp_enabled, created_at, updated_at, version) from stdin";

    private final Database database;

    ByHand(Database database) {
        this.database = database;
    }

    /** A user in the making. */
    private static final class Row {
        String name = "";
        String email = "";
        String status = UserStatus.ACTIVE.name();
        String createdAt = "";
        String updatedAt = "";
        long version;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Progress rebuild() throws Exception {
        database.execute("truncate user_view");
        long start = System.nanoTime();
        Map<String, Row> users = new LinkedHashMap<>();
        long events;
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            events = read(connection, users);
            write(connection, users);
            connection.commit();
        }
        return new Progress(events, Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {}

    private static long read(Connection connection, Map<String, Row> users) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED_AT_ONCE);
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
            default -> throw new IllegalStateException("Nobody has written " + event.getString(4));
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
                CaseFolding.fold(user.name),
                user.email,
                CaseFolding.fold(user.email),
                user.status,
                String.valueOf(user.status.equals(UserStatus.ACTIVE.name())),
                "{}",
                "false",
                user.createdAt,
                user.updatedAt,
                user.version + "\n");
    }
}
