package io.fluvius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process is killed while 16 clients create and rename users. Nothing that was acknowledged may be lost, and
 * afterwards the read model must be what the events say, and the unique values too.
 */
abstract class CrashJourney {

    private static final int CLIENTS = 16;
    private static final int ACKNOWLEDGED_BEFORE_KILL = 400;
    private static final int KILLS = 2;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What a user must be known as, by id. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final AtomicInteger users = new AtomicInteger();

    @TempDir
    Path folder;

    abstract Map<String, String> settings();

    abstract String url();

    abstract String username();

    @Test
    void nothing_acknowledged_is_lost_when_the_process_is_killed() throws Exception {
        for (int kills = 1; kills <= KILLS; kills++) {
            FluviusProcess process = FluviusProcess.start(settings(), folder.resolve("log"));
            createUntilKilled(process, kills * ACKNOWLEDGED_BEFORE_KILL);
        }

        try (FluviusProcess restarted = FluviusProcess.start(settings(), folder.resolve("log"))) {
            await().atMost(Duration.ofMinutes(1)).until(() -> caughtUp(restarted));
        }

        try (Connection database = DriverManager.getConnection(url(), username(), "")) {
            Map<String, Row> events = foldOfEvents(database);
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ACKNOWLEDGED_BEFORE_KILL);
            acknowledged.forEach((id, name) -> assertThat(events)
                    .hasEntrySatisfying(id, row -> assertThat(row.name()).isIn(name, name + " renamed")));
            assertThat(readModel(database)).isEqualTo(events);
            assertThat(uniqueValues(database)).isEqualTo(emails(events));
            assertThat(number(database, "select count(*) from dead_letter")).isZero();
        }
    }

    private void createUntilKilled(FluviusProcess process, int enough) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> work = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                work.add(clients.submit(() -> createUsers(process)));
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.size() >= enough);
            process.kill();
            for (Future<Void> client : work) {
                client.get();
            }
        }
    }

    /** Ends when the process is gone. */
    private Void createUsers(FluviusProcess process) throws InterruptedException {
        try {
            while (true) {
                createUser(process, "User " + users.incrementAndGet());
            }
        } catch (IOException killed) {
            return null;
        }
    }

    private void createUser(FluviusProcess process, String name) throws IOException, InterruptedException {
        String email = name.replace(' ', '.') + "@example.com";
        var created = process.post(
                "/api/commands/create-user",
                "{\"payload\": {\"name\": \"%s\", \"email\": \"%s\"}}".formatted(name, email));
        assertThat(created.statusCode()).isEqualTo(201);
        String id = JSON.readTree(created.body()).path("aggregate").path("id").stringValue();
        acknowledged.put(id, name);
        var renamed = process.post(
                "/api/commands/update-user",
                "{\"aggregate\": {\"id\": \"%s\"}, \"payload\": {\"name\": \"%s renamed\"}}".formatted(id, name));
        assertThat(renamed.statusCode()).isEqualTo(200);
        acknowledged.put(id, name + " renamed");
    }

    private boolean caughtUp(FluviusProcess process) throws IOException, InterruptedException {
        for (Map.Entry<String, String> user : acknowledged.entrySet()) {
            var answer = process.get("/api/users/" + user.getKey());
            if (answer.statusCode() != 200
                    || !JSON.readTree(answer.body()).path("name").stringValue().startsWith(user.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Row> foldOfEvents(Connection database) throws SQLException {
        Map<String, Row> rows = new HashMap<>();
        String events = "select aggregate_identifier, sequence_number, payload_type, payload from domain_event"
                + " order by global_index";
        try (ResultSet event = database.createStatement().executeQuery(events)) {
            while (event.next()) {
                JsonNode payload = JSON.readTree(event.getString(4));
                String name = payload.path("name").stringValue();
                String id = event.getString(1);
                long version = event.getLong(2);
                rows.compute(
                        id,
                        (same, before) -> before == null
                                ? new Row(name, payload.path("email").stringValue(), version)
                                : new Row(name, before.email(), version));
            }
        }
        return rows;
    }

    private static Map<String, Row> readModel(Connection database) throws SQLException {
        Map<String, Row> rows = new HashMap<>();
        try (ResultSet row =
                database.createStatement().executeQuery("select id, name, email, version from user_view")) {
            while (row.next()) {
                rows.put(row.getString(1), new Row(row.getString(2), row.getString(3), row.getLong(4)));
            }
        }
        return rows;
    }

    private static Map<String, String> uniqueValues(Connection database) throws SQLException {
        Map<String, String> owners = new HashMap<>();
        try (ResultSet row = database.createStatement()
                .executeQuery("select content, owner from unique_value where scope = 'user.email'")) {
            while (row.next()) {
                owners.put(row.getString(1), row.getString(2));
            }
        }
        return owners;
    }

    private static Map<String, String> emails(Map<String, Row> events) {
        Map<String, String> owners = new HashMap<>();
        events.forEach((id, row) -> owners.put(row.email(), id));
        return owners;
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (ResultSet row = database.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private record Row(String name, String email, long version) {}
}
