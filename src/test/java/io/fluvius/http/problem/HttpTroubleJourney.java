package io.fluvius.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/**
 * Faults that no caller is to blame for: a table that is gone, connections that are all in use, a race that is lost again
 * and again. The application has to be booted with short timeouts.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class HttpTroubleJourney extends HttpJourney {

    @Autowired
    private DataSource dataSource;

    @Autowired
    private DSLContext dsl;

    @Test
    void a_fault_of_ours_says_nothing_but_the_incident_that_stands_in_the_log(CapturedOutput log) {
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
    void a_fault_of_ours_in_a_query_says_nothing_but_the_incident_that_stands_in_the_log(CapturedOutput log) {
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
    void a_fault_of_ours_fails_only_its_line_of_a_batch(CapturedOutput log) {
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
    void a_store_that_cannot_be_reached_is_worth_another_try() throws SQLException {
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
    void a_race_that_is_lost_again_and_again_is_a_conflict() throws SQLException {
        String email = freshEmail();
        int before = events();
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            // another node is about to create a user with the same e-mail, and takes its time
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

    /** Takes every connection that commands could have; who holds one now soon gives it back. */
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
