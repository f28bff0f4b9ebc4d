package io.fluvius.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.OwnApplication;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.ProblemAssertions;
import io.fluvius.http.TestResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/**
 * Failures that the caller did not cause: a missing table, an exhausted connection pool, a race that is lost in every
 * attempt. The application must be started with short timeouts.
 */
@Isolated("another application that boots resets the log")
@OwnApplication("renames tables and takes every connection")
@ExtendWith(OutputCaptureExtension.class)
abstract class HttpTroubleJourney extends HttpJourney {

    @Autowired
    private DataSource dataSource;

    @Autowired
    private DSLContext dsl;

    @Test
    void an_internal_error_of_a_command_reveals_only_its_incident(CapturedOutput log) {
        String id = newUser();
        int before = events();
        rename("command_receipt", "gone");
        try {
            assertIncident(command("reconcile-user", on(id)), log);
            assertThat(events()).isEqualTo(before);
        } finally {
            rename("gone", "command_receipt");
        }

        command("reconcile-user", on(id)).is(200);
    }

    @Test
    void an_internal_error_of_a_query_reveals_only_its_incident(CapturedOutput log) {
        rename("user_view", "gone");
        try {
            assertIncident(get("/api/users"), log);
            assertIncident(get("/api/users/" + UUID.randomUUID()), log);
            assertIncident(post("/api/users/query", "{}"), log);
        } finally {
            rename("gone", "user_view");
        }

        get("/api/users").is(200);
    }

    @Test
    void an_internal_error_fails_only_its_line_of_a_batch(CapturedOutput log) {
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
            assertThat(log)
                    .contains(response.lines()
                            .getFirst()
                            .path("error")
                            .path("incident")
                            .stringValue());
        } finally {
            rename("gone", "command_receipt");
        }
    }

    @Test
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

    private static void assertIncident(TestResponse response, CapturedOutput log) {
        JsonNode problem = response.isProblem(500, "internal").json();

        assertThat(problem.propertyNames())
                .isSubsetOf("type", "title", "status", "detail", "instance", "code", "commandId", "incident");
        assertThat(log)
                .contains(
                        UUID.fromString(problem.path("incident").stringValue()).toString());
    }

    private void rename(String table, String name) {
        dsl.alterTable(DSL.name(table)).renameTo(DSL.name(name)).execute();
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
