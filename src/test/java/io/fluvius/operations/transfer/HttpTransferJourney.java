package io.fluvius.operations.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.EventsInDatabase;
import io.fluvius.environment.OtherApplication;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import io.fluvius.operations.ProcessorStatus;
import io.fluvius.operations.Processors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A running application imports, over HTTP, a log that another database has exported, and goes on from there. */
abstract class HttpTransferJourney extends HttpJourney {

    private static final String EXPORT = "/api/operations/log/export";
    private static final String IMPORT = "/api/operations/log/import";
    private static final String VERIFY = "/api/operations/log/verify";

    @Autowired
    private DSLContext dsl;

    @Autowired
    private Processors processors;

    @Test
    @EventsInDatabase("imports a log; AxonServerTransferIT exports one")
    void an_imported_log_behaves_as_it_did_where_it_was_exported() {
        String log;
        String john = UUID.randomUUID().toString();
        String jane;
        String created;
        String refused;
        String quiet;
        try (OtherApplication other = otherApplication()) {
            created =
                    "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}, \"payload\": {\"name\": \"John\", \"email\": \"john@example.com\"}}"
                            .formatted(UUID.randomUUID(), john);
            refused = "{\"id\": \"%s\", \"payload\": {\"name\": \"Jim\", \"email\": \"john@example.com\"}}"
                    .formatted(UUID.randomUUID());
            quiet = "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}}".formatted(UUID.randomUUID(), john);
            other.command("create-user", created).is(201);
            other.command("create-user", refused).is(409);
            other.command("activate-user", quiet).is(200);
            jane = other.command("create-user", user("Jane", "jane@example.com"))
                    .is(201)
                    .json()
                    .at("/aggregate/id")
                    .stringValue();
            other.command("delete-user", on(jane)).is(200);
            log = other.get(EXPORT).is(200).text();
        }

        TestResponse damaged = send(IMPORT, log.replace("Jane", "Jade"));
        assertThat(damaged.is(400).json().path("detail").stringValue()).contains("Line ");
        assertThat(events()).isZero();

        String late = "{\"id\": \"%s\", \"payload\": {\"name\": \"Late\", \"email\": \"late@example.com\"}}"
                .formatted(UUID.randomUUID());
        Runnable refusals = () -> {
            command("create-user", late).isProblem(503, "unavailable");
            send(IMPORT, log).isProblem(409, "wrong-state");
            assertThat(isEmpty()).isTrue();
        };
        slowly(log, false, refusals).is(400);
        assertThat(isEmpty()).isTrue();
        await().until(this::isProcessing);

        TestResponse imported = slowly(log, true, refusals);

        assertThat(imported.is(200).json().path("events").asLong()).isEqualTo(3);
        assertThat(dsl.fetch("select token from token_entry where processor_name like 'when-%'")
                        .getValues(0, String.class))
                .isNotEmpty()
                .allSatisfy(token -> assertThat(token)
                        .contains(imported.json().path("position").stringValue()));
        assertThat(imported.json().path("receipts").asLong()).isEqualTo(2);
        String position = imported.json().path("position").stringValue();
        await().untilAsserted(() -> assertThat(
                        get("/api/users?after=" + position).is(200).json().path("data"))
                .hasSize(1)
                .allSatisfy(user -> assertThat(user.path("name").stringValue()).isEqualTo("John")));
        assertThat(command("create-user", created)
                        .is(201)
                        .json()
                        .path("replayed")
                        .asBoolean())
                .isTrue();
        command("create-user", refused).isProblem(409, "unique-value-taken");
        assertThat(command("activate-user", quiet)
                        .is(200)
                        .json()
                        .path("replayed")
                        .asBoolean())
                .isTrue();
        command("create-user", user("Jill", "john@example.com")).is(409);
        command("create-user", user("Jane", "jane@example.com")).is(201);
        command("unlock-user", on(jane)).is(404);
        assertThat(command("create-user", late).is(201).json().path("replayed").asBoolean())
                .isFalse();
        assertThat(rows(get(EXPORT).is(200).text())).containsAll(rows(log));
        send(IMPORT, log).isProblem(409, "wrong-state");
        assertThat(dsl.fetchCount(DSL.table("dead_letter"))).isZero();
    }

    @Test
    void a_log_can_be_verified_by_a_store_of_any_state() {
        String log = get(EXPORT).is(200).text();

        send(VERIFY, log).is(200);
        send(VERIFY, log.substring(0, log.length() - 1)).is(400);
        send(VERIFY, "").is(400);
    }

    @Test
    void bad_requests_are_refused() {
        get(EXPORT + "?from=x").is(400);
        get(EXPORT + "?from=-1").is(400);
        get(EXPORT + "?to=1").is(400);
        post(IMPORT, "{}").is(415);
        send(IMPORT + "?force=true", "").is(400);
        get(IMPORT).is(405);
    }

    /** Starts an application on a database of the other kind. */
    abstract OtherApplication otherApplication();

    private TestResponse send(String path, String log) {
        return request("POST", path).body("application/x-ndjson", log).exchange();
    }

    /**
     * Imports a log whose second half arrives late.
     *
     * @param isWhole whether it arrives at all
     * @param meanwhile run when the import is under way
     */
    private TestResponse slowly(String log, boolean isWhole, Runnable meanwhile) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        int half = bytes.length / 2;
        await().until(this::isProcessing);
        try {
            // unlike Java's other client, this one sends each part at once
            HttpURLConnection request = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port() + IMPORT).toURL().openConnection();
            request.setDoOutput(true);
            request.setChunkedStreamingMode(0);
            request.setRequestProperty("Content-Type", "application/x-ndjson");
            try (OutputStream body = request.getOutputStream()) {
                body.write(bytes, 0, half);
                body.flush();
                // the import stops the processors when no append is written any more
                await().until(() -> !isProcessing());
                meanwhile.run();
                body.write(bytes, half, isWhole ? bytes.length - half : 0);
            }
            int status = request.getResponseCode();
            try (InputStream answer = status < 400 ? request.getInputStream() : request.getErrorStream()) {
                return new TestResponse(status, Map.of(), answer.readAllBytes());
            }
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private boolean isProcessing() {
        return processors.all().stream().anyMatch(ProcessorStatus::running);
    }

    private boolean isEmpty() {
        return Stream.of("domain_event", "command_receipt", "unique_value")
                .allMatch(table -> dsl.fetchCount(DSL.table(table)) == 0);
    }

    private static List<String> rows(String file) {
        return Stream.of(file.split("\n"))
                .filter(line -> line.startsWith(LogLines.EVENT) || line.startsWith(LogLines.RECEIPT))
                .toList();
    }
}
