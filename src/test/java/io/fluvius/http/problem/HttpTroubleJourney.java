package io.fluvius.http.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.CapturedLog;
import io.fluvius.environment.OwnApplication;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.ProblemAssertions;
import io.fluvius.http.TestResponse;
import io.fluvius.problem.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.PessimisticLockingFailureException;
import tools.jackson.databind.JsonNode;

/**
 * Failures that the caller did not cause: a missing table, an exhausted connection pool, a race that is lost in every
 * attempt. The application must be started with short timeouts.
 */
@OwnApplication("renames tables and takes every connection")
abstract class HttpTroubleJourney extends HttpJourney {

    @Autowired
    private DataSource dataSource;

    @Autowired
    private DSLContext dsl;

    private final CapturedLog log = new CapturedLog(Failures.class);

    @AfterEach
    void stopCapturing() {
        log.close();
    }

    @Test
    @Asvs({"V2.3.3", "V16.3.4", "V16.5.1", "V16.5.3"})
    void an_internal_error_of_a_command_reveals_only_its_incident() {
        String id = newUser();
        int before = events();
        rename("command_receipt", "gone");
        try {
            assertIncident(command("reconcile-user", on(id)));
            assertThat(events()).isEqualTo(before);
        } finally {
            rename("gone", "command_receipt");
        }

        command("reconcile-user", on(id)).is(200);
    }

    @Test
    @Asvs("V16.5.1")
    void an_internal_error_of_a_query_reveals_only_its_incident() {
        rename("user_view", "gone");
        try {
            assertIncident(get("/api/users"));
            assertIncident(get("/api/users/" + UUID.randomUUID()));
            assertIncident(post("/api/users/query", "{}"));
        } finally {
            rename("gone", "user_view");
        }

        get("/api/users").is(200);
    }

    @Test
    void an_internal_error_fails_only_its_line_of_a_batch() {
        String id = newUser();
        rename("command_receipt", "gone");
        try {
            String line = "{\"command\": \"reconcile-user\", \"aggregate\": {\"id\": \"%s\"}}".formatted(id);
            TestResponse response = request("POST", "/api/commands")
                    .lines(line, "{\"command\": \"nope\"}")
                    .exchange()
                    .is(200);

            ProblemAssertions.check(response.lines().getFirst().path("error"), 500, "internal");
            ProblemAssertions.check(response.lines().getLast().path("error"), 404, "unknown-command");
            assertLogged(response.lines().getFirst().path("error"));
        } finally {
            rename("gone", "command_receipt");
        }
    }

    @Test
    @Asvs("V16.5.2")
    void a_command_succeeds_after_the_store_was_unavailable() throws SQLException {
        String commandId = UUID.randomUUID().toString();
        String body = on(newUser()).replaceFirst("\\{", "{\"id\": \"" + commandId + "\", ");
        int before = events();
        Deque<Connection> taken = takeAll();
        try {
            TestResponse response = command("reconcile-user", body).isProblem(503, "unavailable");

            assertThat(response.header("Retry-After")).matches("\\d+");
            assertThat(response.json().path("commandId").stringValue()).isEqualTo(commandId);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }

        assertThat(events()).isEqualTo(before);
        assertThat(command("reconcile-user", body).is(200).json().has("replayed"))
                .isFalse();
    }

    @Test
    void a_race_that_is_lost_in_every_attempt_is_a_conflict() throws SQLException {
        String email = freshEmail();
        int before = events();
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            // another node has reserved the e-mail address in a transaction that is still open
            DSL.using(other, dsl.dialect(), dsl.settings())
                    .insertInto(DSL.table(DSL.name("unique_value")))
                    .columns(
                            DSL.field(DSL.name("scope"), String.class),
                            DSL.field(DSL.name("content"), String.class),
                            DSL.field(DSL.name("owner"), SQLDataType.UUID))
                    .values("user.email", email, UUID.randomUUID())
                    .execute();

            TestResponse response = command("create-user", user("John", email)).isProblem(409, "conflict");

            assertThat(response.json().path("commandId").isString()).isTrue();
            other.rollback();
        }

        assertThat(events()).isEqualTo(before);
        command("create-user", user("John", email)).is(201);
    }

    @Test
    @Asvs({"V14.2.4", "V16.2.5"})
    void no_value_of_a_person_is_logged_answered_or_measured_whatever_fails() {
        String word = "Zy" + UUID.randomUUID().toString().substring(0, 6);
        String email = word + "@example.com";
        try (ToldOfAPerson told = new ToldOfAPerson(port())) {
            String id = newUser(word, email);
            // refused
            told.of(command("create-user", user(word, email)).is(409));
            told.of(command("create-user", user(word, word)).is(422));
            told.of(command("create-user", user(word.repeat(100), email)).is(422));
            told.of(command("create-user", "{\"payload\": {\"name\": [\"" + word + "\"]}}")
                    .is(422));
            told.of(command("create-user", "{\"payload\": " + word + "}").is(400));
            told.of(command("update-user", on(UUID.randomUUID().toString(), "{\"name\": \"" + word + "\"}"))
                    .is(404));
            told.of(get("/api/users?status=" + word).is(400));
            told.of(get("/api/users?createdAt=" + word).is(400));
            told.of(get("/api/users?id=" + word).is(400));
            told.of(post("/api/users/query", "{\"filter\": {\"active\": \"" + word + "\"}}")
                    .is(400));
            told.of(get("/api/users?cursor=" + word).is(400));

            // the store refuses a row, and says what is in it
            refusing("domain_event", "payload", word, () -> {
                told.of(command("update-user", on(id, "{\"name\": \"" + word + " 2\"}"))
                        .is(500));
                told.of(command("create-user", user(word, freshEmail())).is(500));
                told.ofEach(request("POST", "/api/commands")
                        .lines("{\"command\": \"lock-user\", \"aggregate\": {\"id\": \"" + id
                                + "\"}, \"payload\": {\"reason\": \"" + word + "\"}}")
                        .exchange());
            });
            refusing(
                    "unique_value",
                    "content",
                    word.toLowerCase(Locale.ROOT) + "2",
                    () -> told.of(command("create-user", user("John", word + "2@example.com"))
                            .is(500)));
            refusing("snapshot_event", "payload", word, () -> {
                String[] commands = Collections.nCopies(
                                60, "{\"command\": \"reconcile-user\", \"aggregate\": {\"id\": \"" + id + "\"}}")
                        .toArray(String[]::new);
                request("POST", "/api/commands").lines(commands).exchange().is(200);
                try (CapturedLog snapshots = new CapturedLog("io.fluvius.aggregate.BackgroundSnapshotter")) {
                    await().untilAsserted(() -> {
                        command("reconcile-user", on(id)).is(200);
                        assertThat(snapshots.messages()).anyMatch(it -> it.startsWith("The snapshot of"));
                    });
                }
            });
            // a projection fails
            refusing("user_view", "name", word + " 3", () -> {
                String position = command("update-user", on(id, "{\"name\": \"" + word + " 3\"}"))
                        .is(200)
                        .json()
                        .path("position")
                        .stringValue();
                told.of(get("/api/users/" + id + "?after=" + position + "&wait=5000")
                        .isProblem(503, "projection-parked"));
            });
            // a query fails
            rename("user_view", "gone");
            try {
                told.of(get("/api/users?name=" + word).is(500));
                told.of(get("/api/users?text=" + word).is(500));
                told.of(post("/api/users/query", "{\"filter\": {\"name\": \"" + word + "\"}}")
                        .is(500));
            } finally {
                rename("gone", "user_view");
            }
            told.of(get("/api/users/changes?status=" + word).is(400));

            told.doesNotContain(word);
        }
    }

    private void refusing(String table, String column, String word, Runnable work) {
        change("alter table " + table + " add constraint refused check (" + column + " not like '%" + word + "%') "
                + (dsl.dialect().family() == SQLDialect.H2 ? "nocheck" : "not valid"));
        try {
            work.run();
        } finally {
            change("alter table " + table + " drop constraint refused");
        }
    }

    private void assertIncident(TestResponse response) {
        JsonNode problem = response.isProblem(500, "internal").json();

        assertThat(problem.propertyNames())
                .isSubsetOf("type", "title", "status", "detail", "instance", "code", "commandId", "incident");
        assertLogged(problem);
    }

    private void assertLogged(JsonNode problem) {
        assertThat(log.messages())
                .contains("Incident " + UUID.fromString(problem.path("incident").stringValue()));
    }

    /** Waits for transactions that use the table, because the application does not wait for its locks here. */
    private void change(String statement) {
        await().ignoreExceptionsInstanceOf(PessimisticLockingFailureException.class)
                .until(() -> dsl.execute(statement) >= 0);
    }

    private void rename(String table, String name) {
        change("alter table %s rename to %s".formatted(table, name));
    }

    /** Takes every connection of the pool, including those that are in use now and returned soon. */
    private Deque<Connection> takeAll() {
        Deque<Connection> taken = new ArrayDeque<>();
        try {
            while (true) {
                taken.add(dataSource.getConnection());
            }
        } catch (SQLException noneLeft) {
            assertThat(taken).isNotEmpty();
            return taken;
        }
    }
}
