package io.fluvius.operations.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.OtherApplication;
import io.fluvius.environment.TestAxonServer;
import io.fluvius.environment.TestDatabases;
import io.fluvius.http.TestResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A log leaves a real Axon Server, and its application goes on with H2; and the other way round. */
@ResourceLock("PostgreSQL")
@EnabledIfSystemProperty(
        named = TestAxonServer.PROPERTY,
        matches = ".+",
        disabledReason =
                "NOTHING RAN ON AXON SERVER: -Dfluvius.test.axonserver=host:port names one in development mode")
class AxonServerTransferIT {

    private static final String EXPORT = "/api/operations/log/export";
    private static final String IMPORT = "/api/operations/log/import";
    private static final String JOHN =
            "{\"id\": \"%s\", \"payload\": {\"name\": \"John\", \"email\": \"john@example.com\"}}"
                    .formatted(UUID.randomUUID());
    private static final String TAKEN =
            "{\"id\": \"%s\", \"payload\": {\"name\": \"Jim\", \"email\": \"john@example.com\"}}"
                    .formatted(UUID.randomUUID());

    @Test
    void a_log_of_axon_server_behaves_in_a_database_as_it_did_there() {
        String log;
        String john;
        String quiet;
        String jane;
        String renamed;
        try (OtherApplication server = OtherApplication.start(
                "axonserver",
                Stream.concat(Stream.of(TestDatabases.freshPostgres()), Stream.of(TestAxonServer.emptied()))
                        .toArray(String[]::new))) {
            john = idOf(server.command("create-user", JOHN).is(201));
            server.command("create-user", TAKEN).is(409);
            quiet = "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}}".formatted(UUID.randomUUID(), john);
            server.command("activate-user", quiet).is(200);
            renamed = "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}, \"payload\": {\"name\": \"Johann\"}}"
                    .formatted(UUID.randomUUID(), john);
            server.command("update-user", renamed).is(200);
            jane = idOf(server.command(
                            "create-user", "{\"payload\": {\"name\": \"Jane\", \"email\": \"jane@example.com\"}}")
                    .is(201));
            server.command("delete-user", "{\"aggregate\": {\"id\": \"%s\"}}".formatted(jane))
                    .is(200);
            log = server.get(EXPORT).is(200).text();
            assertThat(server.get(EXPORT + "?from=1").is(200).text())
                    .contains("\"previous\"")
                    .doesNotContain("{\"position\":0,");
            assertThat(send(server, log).isProblem(409, "wrong-state").text()).contains("The store is not empty");
        }
        assertThat(log).contains("\"store\":\"axonserver\"", "{\"position\":0,", "{\"position\":3,");

        try (OtherApplication database = OtherApplication.start("default", TestDatabases.freshH2())) {
            TestResponse imported = send(database, log).is(200);
            assertThat(imported.json().path("events").asLong()).isEqualTo(4);
            assertThat(imported.json().path("position").stringValue()).isEqualTo("3");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(database.get("/api/users?after=3")
                                    .is(200)
                                    .json()
                                    .at("/data/0/name")
                                    .stringValue())
                            .isEqualTo("Johann"));
            assertReplayed(database.command("create-user", JOHN).is(201));
            assertReplayed(database.command("activate-user", quiet).is(200));
            assertReplayed(database.command("update-user", renamed).is(200));
            database.command("create-user", TAKEN).isProblem(409, "unique-value-taken");
            database.command("create-user", "{\"payload\": {\"name\": \"Jill\", \"email\": \"john@example.com\"}}")
                    .isProblem(409, "unique-value-taken");
            database.command("create-user", "{\"payload\": {\"name\": \"Jane\", \"email\": \"jane@example.com\"}}")
                    .is(201);
            database.command("unlock-user", "{\"aggregate\": {\"id\": \"%s\"}}".formatted(jane))
                    .is(404);
            assertThat(database.get(EXPORT).is(200).text())
                    .contains(log.lines()
                            .filter(line -> line.startsWith(LogLines.EVENT))
                            .toList());
        }
    }

    @Test
    void a_log_of_a_database_behaves_in_axon_server_as_it_did_there() {
        String log;
        String john;
        String quiet;
        String renamed;
        try (OtherApplication database = OtherApplication.start("default", TestDatabases.freshH2())) {
            john = idOf(database.command("create-user", JOHN).is(201));
            database.command("create-user", TAKEN).is(409);
            quiet = "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}}".formatted(UUID.randomUUID(), john);
            database.command("activate-user", quiet).is(200);
            renamed = "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}, \"payload\": {\"name\": \"Johann\"}}"
                    .formatted(UUID.randomUUID(), john);
            database.command("update-user", renamed).is(200);
            // a gap
            database.dsl().execute("alter table domain_event alter column global_index restart with 30");
            String jane = idOf(database.command(
                            "create-user", "{\"payload\": {\"name\": \"Jane\", \"email\": \"jane@example.com\"}}")
                    .is(201));
            database.command("delete-user", "{\"aggregate\": {\"id\": \"%s\"}}".formatted(jane))
                    .is(200);
            log = database.get(EXPORT).is(200).text();
        }

        try (OtherApplication server = OtherApplication.start(
                "axonserver",
                Stream.concat(Stream.of(TestDatabases.freshPostgres()), Stream.of(TestAxonServer.emptied()))
                        .toArray(String[]::new))) {
            assertThat(send(server, log.substring(0, log.length() - 20)).is(400).text())
                    .contains("nothing was changed");
            TestResponse imported = send(server, log).is(200);
            assertThat(imported.json().path("events").asLong()).isEqualTo(4);
            assertThat(imported.json().path("position").stringValue()).isEqualTo("31");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.get("/api/users?after=31")
                                    .is(200)
                                    .json()
                                    .at("/data/0/name")
                                    .stringValue())
                            .isEqualTo("Johann"));
            assertThat(server.get("/api/users/" + john + "/events")
                            .is(200)
                            .json()
                            .path("data"))
                    .hasSize(2);
            assertReplayed(server.command("create-user", JOHN).is(201));
            assertReplayed(server.command("activate-user", quiet).is(200));
            assertReplayed(server.command("update-user", renamed).is(200));
            server.command("create-user", TAKEN).isProblem(409, "unique-value-taken");
            String position = server.command(
                            "create-user", "{\"payload\": {\"name\": \"Jane\", \"email\": \"jane@example.com\"}}")
                    .is(201)
                    .json()
                    .path("position")
                    .stringValue();
            assertThat(position).isEqualTo("32");
            assertThat(server.get("/api/users?after=" + position).is(200).json().path("data"))
                    .hasSize(2);
            server.request("POST", "/api/operations/views/users/rebuild")
                    .json("{\"swap\": \"when-equal\"}")
                    .exchange()
                    .is(202);
            assertThat(positions(server.get(EXPORT).is(200).text())).containsExactly(1L, 2L, 30L, 31L, 32L);
            assertThat(positions(log)).containsExactly(1L, 2L, 30L, 31L);
        }
    }

    private static List<Long> positions(String log) {
        return log.lines()
                .filter(line -> line.startsWith(LogLines.EVENT))
                .map(line -> LogLines.JSON.readTree(line).path("position").asLong())
                .toList();
    }

    private static String idOf(TestResponse created) {
        return created.json().at("/aggregate/id").stringValue();
    }

    private static void assertReplayed(TestResponse response) {
        assertThat(response.json().path("replayed").asBoolean()).isTrue();
    }

    private static TestResponse send(OtherApplication application, String log) {
        return application
                .request("POST", IMPORT)
                .body("application/x-ndjson", log)
                .exchange();
    }
}
