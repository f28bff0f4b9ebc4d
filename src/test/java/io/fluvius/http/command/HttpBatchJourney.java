package io.fluvius.http.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.http.HttpJourney;
import io.fluvius.http.ProblemAssertions;
import io.fluvius.http.RawHttp;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Batches: many commands in one request. */
@Isolated("no other test may log")
@ExtendWith(OutputCaptureExtension.class)
abstract class HttpBatchJourney extends HttpJourney {

    private static final int MIB = 1024 * 1024;

    @Test
    void the_responses_to_lines_are_in_the_order_of_the_lines() {
        List<String> ids = ids(40);
        String[] lines = IntStream.range(0, 40)
                .mapToObj(n -> n % 3 == 0 ? unknown(ids.get(n)) : create(ids.get(n)))
                .toArray(String[]::new);

        TestResponse response = batch(lines).is(200);

        assertThat(response.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(response.lines())
                .extracting(line -> line.path("commandId").stringValue())
                .isEqualTo(ids);
        assertThat(statuses(response.lines()))
                .isEqualTo(IntStream.range(0, 40)
                        .mapToObj(n -> n % 3 == 0 ? "FAILURE" : "SUCCESS")
                        .toList());
    }

    @Test
    void the_responses_to_an_array_are_in_the_order_of_its_entries() {
        List<String> ids = ids(40);
        String array = "["
                + String.join(",\n", ids.stream().map(HttpBatchJourney::create).toList()) + "]";

        TestResponse response = post("/api/commands", array).is(200);

        assertThat(response.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(response.lines())
                .extracting(line -> line.path("commandId").stringValue())
                .isEqualTo(ids);
        assertThat(statuses(response.lines())).containsOnly("SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;q=0.5",
                "application/json, text/plain, */*",
                "application/json, application/x-ndjson",
                "application/x-ndjson;q=0.1, application/json;q=0.2",
                "application/json, application/problem+json, application/x-ndjson"
            })
    void a_client_that_accepts_json_receives_one_array(String accept) {
        List<String> ids = ids(40);
        String[] lines = ids.stream()
                .map(id -> id.equals(ids.get(5)) ? unknown(id) : create(id))
                .toArray(String[]::new);

        TestResponse response = accepting(accept, lines).is(200);

        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.header("Vary").split(",")).containsAnyOf("Accept", "accept");
        List<JsonNode> results = response.json().valueStream().toList();
        assertThat(results)
                .extracting(result -> result.path("commandId").stringValue())
                .isEqualTo(ids);
        assertFailure(results.get(5), 404, "unknown-command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/x-ndjson",
                "application/x-ndjson, application/json",
                "application/json;q=0",
                "application/json;q=0.2, application/x-ndjson",
                "text/html",
                "nonsense"
            })
    void any_other_client_receives_lines(String accept) {
        TestResponse response = accepting(accept, create(), create()).is(200);

        assertThat(response.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(statuses(response.lines())).containsExactly("SUCCESS", "SUCCESS");
    }

    @Test
    void the_array_of_an_empty_batch_is_empty() {
        assertThat(accepting("application/json", "").is(200).text()).isEqualTo("[]");
    }

    private TestResponse accepting(String accept, String... lines) {
        return request("POST", "/api/commands")
                .header("Accept", accept)
                .lines(lines)
                .exchange();
    }

    @Test
    void a_success_has_the_members_of_a_single_command() {
        String id = newUser();

        JsonNode line = only(batch(lock(id)));

        assertThat(line.propertyNames())
                .containsExactly("commandId", "command", "aggregate", "status", "version", "position");
        assertThat(line.path("command").stringValue()).isEqualTo("lock-user");
        assertThat(line.path("aggregate").path("id").stringValue()).isEqualTo(id);
        assertThat(line.path("version").longValue()).isEqualTo(1);
    }

    @Test
    void a_refusal_has_the_problem_of_a_single_command() {
        String commandId = UUID.randomUUID().toString();
        String id = newUser();

        JsonNode line = only(batch("""
                {"id": "%s", "command": "complete-user-action", "aggregate": {"id": "%s"}, "payload": {"action": "A"}}
                """.formatted(commandId, id).strip()));

        assertFailure(line, 422, "rejected");
        assertThat(line.path("command").stringValue()).isEqualTo("complete-user-action");
        assertThat(line.path("commandId").stringValue()).isEqualTo(commandId);
        assertThat(line.path("error").path("commandId").stringValue()).isEqualTo(commandId);
        assertThat(line.path("error").path("rejection").stringValue()).isEqualTo("action-not-required");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no JSON                                             | 400 | malformed-request   |
            {"command": "lock-user"                             | 400 | malformed-request   |
            {"command": NaN}                                    | 400 | malformed-request   |
            {"command": "lock-user" /* comment */}              | 400 | malformed-request   |
            `\u001e{"command": "lock-user"}`                    | 400 | malformed-request   |
            {"command": "lock-user"} {}                         | 400 | malformed-request   |
            {"id": "1", "id": "2"}                              | 400 | malformed-request   |
            {"payload": {"name": -1e-99999999999}}              | 400 | malformed-request   |
            {}                                                  | 400 | malformed-request   | /command
            {"command": 5}                                      | 400 | malformed-request   | /command
            {"command": "lock-user", "x": 1, "payload": []}     | 400 | malformed-request   | /x /payload
            {"command": "nope"}                                 | 404 | unknown-command     |
            {"command": "lock-user"}                            | 400 | invalid-aggregate   | /aggregate/id
            {"command": "create-user", "payload": {"name": ""}} | 422 | invalid-payload     | /payload/name /payload/email
            """)
    void an_invalid_line_does_not_affect_the_others(String bad, int status, String code, String pointers) {
        int before = events();

        List<JsonNode> lines = batch(create(), bad, create()).is(200).lines();

        assertThat(statuses(lines)).containsExactly("SUCCESS", "FAILURE", "SUCCESS");
        assertFailure(lines.get(1), status, code, pointers == null ? new String[0] : pointers.split(" "));
        assertThat(events()).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "[]", "\"create-user\""})
    void a_line_that_is_not_an_object_does_not_affect_the_others(String bad) {
        List<JsonNode> lines = batch(create(), bad, create()).is(200).lines();

        assertThat(statuses(lines)).containsExactly("SUCCESS", "FAILURE", "SUCCESS");
        assertThat(lines.get(1).path("error").path("code").stringValue()).isEqualTo("malformed-request");
    }

    @Test
    void a_line_of_more_than_one_mebibyte_does_not_affect_the_others() {
        List<JsonNode> lines =
                batch(create(), padded(MIB + 1), create(), padded(MIB)).is(200).lines();

        assertThat(statuses(lines)).containsExactly("SUCCESS", "FAILURE", "SUCCESS", "SUCCESS");
        assertFailure(lines.get(1), 413, "payload-too-large");
    }

    @Test
    void a_line_of_invalid_utf_8_does_not_affect_the_others() throws IOException {
        TestResponse response =
                RawHttp.exchange(port(), rawBatch("application/x-ndjson", create() + "\n\u00ff\u00fe\n" + create()));

        assertThat(statuses(response.is(200).lines())).containsExactly("SUCCESS", "FAILURE", "SUCCESS");
        assertFailure(response.lines().get(1), 400, "malformed-request");
    }

    @Test
    void blank_lines_are_ignored() {
        assertThat(batch("", create(), "  ", "\r", create() + "\r", "").is(200).lines())
                .hasSize(2);
    }

    @Test
    void the_response_to_an_empty_batch_is_empty() {
        assertThat(post("/api/commands", "[]").is(200).bytes()).isEmpty();
        assertThat(batch("").is(200).bytes()).isEmpty();
    }

    @Test
    void a_batch_that_is_not_an_array_is_refused() {
        post("/api/commands", create()).isProblem(400, "malformed-request");
        post("/api/commands", "").isProblem(400, "malformed-request");
        post("/api/commands", " ".repeat(2 * MIB)).isProblem(413, "payload-too-large");
        request("POST", "/api/commands").body("text/csv", "a,b").exchange().isProblem(415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oops", "1e99999999999"})
    void a_malformed_entry_of_an_array_ends_the_batch(String broken) {
        int before = events();

        List<JsonNode> lines = post(
                        "/api/commands", "[%s,%s,{\"command\": %s},%s]".formatted(create(), create(), broken, create()))
                .is(200)
                .lines();

        assertThat(statuses(lines)).containsExactly("SUCCESS", "SUCCESS", "FAILURE");
        assertFailure(lines.getLast(), 400, "malformed-request");
        assertThat(events()).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s", "[%s,", "[%s}", "[%s]]", "[%s] x", "[%s %s"})
    void an_array_that_is_not_closed_properly_fails_at_its_end(String array) {
        List<JsonNode> lines =
                post("/api/commands", array.replace("%s", create())).is(200).lines();

        assertThat(statuses(lines)).containsExactly("SUCCESS", "FAILURE");
        assertFailure(lines.getLast(), 400, "malformed-request");
    }

    @Test
    void an_entry_that_is_too_large_ends_the_batch() {
        List<JsonNode> lines = post("/api/commands", "[%s,%s,%s]".formatted(create(), padded(2 * MIB), create()))
                .is(200)
                .lines();

        assertThat(statuses(lines)).containsExactly("SUCCESS", "FAILURE");
        assertFailure(lines.getLast(), 413, "payload-too-large");
    }

    @Test
    void an_array_in_another_encoding_than_utf_8_runs_nothing() {
        int before = events();

        request("POST", "/api/commands")
                .header("Content-Type", "application/json")
                .bytes(("[" + create() + "]").getBytes(StandardCharsets.UTF_16BE))
                .exchange();

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void commands_after_a_failure_are_skipped_on_request() {
        String skippedId = UUID.randomUUID().toString();
        int before = events();

        List<JsonNode> lines = request("POST", "/api/commands?onFailure=stop")
                .lines(create(), "{\"command\": \"nope\"}", create(skippedId), "no JSON")
                .exchange()
                .is(200)
                .lines();

        assertThat(statuses(lines)).containsExactly("SUCCESS", "FAILURE", "FAILURE", "FAILURE");
        assertFailure(lines.get(1), 404, "unknown-command");
        assertFailure(lines.get(2), 424, "skipped");
        assertThat(lines.get(2).path("commandId").stringValue()).isEqualTo(skippedId);
        assertThat(events()).isEqualTo(before + 1);
    }

    @Test
    void no_command_is_skipped_without_a_failure() {
        TestResponse response = request("POST", "/api/commands?onFailure=stop")
                .lines(create(), create())
                .exchange();

        assertThat(statuses(response.is(200).lines())).containsExactly("SUCCESS", "SUCCESS");
    }

    @Test
    void commands_after_a_failure_run_on_request() {
        TestResponse response = request("POST", "/api/commands?onFailure=continue")
                .lines("{}", create())
                .exchange();

        assertThat(statuses(response.is(200).lines())).containsExactly("FAILURE", "SUCCESS");
    }

    @ParameterizedTest
    @CsvSource({
        "onFailure=never, /onFailure",
        "onFailure=, /onFailure",
        "onFailure=stop&onFailure=stop, /onFailure",
        "onfailure=stop, /onfailure",
        "a=1, /a"
    })
    void an_invalid_parameter_runs_no_command(String parameters, String pointer) {
        int before = events();

        request("POST", "/api/commands?" + parameters)
                .lines(create())
                .exchange()
                .isProblem(400, "malformed-request", pointer);

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void an_entry_can_expect_a_version() {
        String entry = "{\"command\": \"reconcile-user\", \"aggregate\": {\"id\": \"%s\"}, \"expectedVersion\": %s}";
        String user = newUser();

        List<JsonNode> responses = batch(
                        entry.formatted(user, 0),
                        entry.formatted(user, 0),
                        entry.formatted(user, 1),
                        entry.formatted(user, "null"),
                        entry.formatted(user, -1),
                        entry.formatted(user, "\"3\""),
                        entry.formatted(user, 1.5))
                .is(200)
                .lines();

        assertThat(statuses(responses))
                .containsExactly("SUCCESS", "FAILURE", "SUCCESS", "SUCCESS", "FAILURE", "FAILURE", "FAILURE");
        assertFailure(responses.get(1), 412, "version-mismatch");
        for (JsonNode malformed : responses.subList(4, 7)) {
            assertFailure(malformed, 400, "malformed-request", "/expectedVersion");
        }
    }

    @Test
    void a_repeated_command_returns_its_first_outcome() {
        String line = create(UUID.randomUUID().toString());
        batch(line).is(200);
        int before = events();

        assertThat(only(batch(line)).path("replayed").booleanValue()).isTrue();
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void each_response_is_sent_before_the_next_line_arrives() throws IOException {
        try (RawHttp http = new RawHttp(port())) {
            http.send("POST /api/commands HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int n = 0; n < 3; n++) {
                String id = UUID.randomUUID().toString();
                http.chunk(create(id) + "\n");
                assertThat(lineWith(http, "SUCCESS")).contains(id);
            }
            http.send("0\r\n\r\n");
            await().until(() -> http.line().equals("0"));
        }
    }

    @Test
    void a_compressed_response_is_sent_before_the_next_line_arrives() throws IOException, DataFormatException {
        try (RawHttp http = new RawHttp(port())) {
            http.send("POST /api/commands HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
                    + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
            Inflater inflater = new Inflater(true);
            StringBuilder text = new StringBuilder();
            int header = 10;
            for (int n = 0; n < 3; n++) {
                String id = UUID.randomUUID().toString();
                http.chunk(create(id) + "\n");
                if (n == 0) {
                    lineWith(http, "Content-Encoding: gzip");
                    await().until(() -> http.line().isEmpty());
                }
                while (text.indexOf(id) < 0) {
                    byte[] chunk = http.nextChunk();
                    int skipped = Math.min(header, chunk.length);
                    header -= skipped;
                    inflater.setInput(chunk, skipped, chunk.length - skipped);
                    byte[] inflated = new byte[10_000];
                    text.append(new String(inflated, 0, inflater.inflate(inflated), StandardCharsets.UTF_8));
                }
            }
            inflater.end();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void each_response_is_sent_before_the_next_entry_of_an_array_arrives(String accept) throws IOException {
        try (RawHttp http = new RawHttp(port())) {
            http.send("POST /api/commands HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: " + accept
                    + "\r\n" + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            http.chunk("[" + create());
            assertThat(lineWith(http, "SUCCESS")).contains("create-user");
            http.chunk("," + create());
            assertThat(lineWith(http, "SUCCESS")).contains("create-user");
            http.chunk("]");
            http.send("0\r\n\r\n");
        }
    }

    @Test
    void commands_on_one_aggregate_run_in_their_order() {
        String id = UUID.randomUUID().toString();
        List<String> lines = new ArrayList<>();
        lines.add(
                "{\"command\": \"create-user\", \"aggregate\": {\"id\": \"%s\"}, \"payload\": {\"name\": \"N\", \"email\": \"%s\"}}"
                        .formatted(id, freshEmail()));
        for (int n = 1; n <= 100; n++) {
            lines.add(
                    "{\"command\": \"update-user\", \"aggregate\": {\"id\": \"%s\"}, \"payload\": {\"name\": \"N%d\"}}"
                            .formatted(id, n));
        }

        List<JsonNode> responses = batch(lines.toArray(String[]::new)).is(200).lines();

        assertThat(responses)
                .extracting(line -> line.path("version").longValue())
                .isEqualTo(LongStream.rangeClosed(0, 100).boxed().toList());
        await().untilAsserted(() -> assertThat(
                        get("/api/users/" + id).json().path("name").stringValue())
                .isEqualTo("N100"));
    }

    @Test
    void ten_thousand_lines_get_ten_thousand_responses() {
        int before = events();
        List<String> ids = ids(10_000);
        String[] commands = IntStream.range(0, 10_000)
                .mapToObj(n -> n % 10 == 0 ? create(ids.get(n)) : unknown(ids.get(n)))
                .toArray(String[]::new);

        List<JsonNode> lines = batch(commands).is(200).lines();

        assertThat(lines)
                .extracting(line -> line.path("commandId").stringValue())
                .isEqualTo(ids);
        assertThat(statuses(lines).stream().filter("SUCCESS"::equals)).hasSize(1_000);
        assertThat(events()).isEqualTo(before + 1_000);
    }

    @Test
    void a_client_that_disconnects_affects_no_other(CapturedOutput log) throws IOException {
        int before = events();
        for (int n = 0; n < 10; n++) {
            try (RawHttp http = new RawHttp(port())) {
                http.send("POST /api/commands HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
                http.chunk(create() + "\n" + create() + "\n{\"command\": \"crea");
            }
        }

        await().untilAsserted(() -> assertThat(events()).isGreaterThanOrEqualTo(before + 10));
        assertThat(statuses(batch(create(), create()).is(200).lines())).containsExactly("SUCCESS", "SUCCESS");
        get("/api/users?limit=1").is(200);
        assertThat(log).doesNotContain("Incident");
    }

    private TestResponse batch(String... lines) {
        return request("POST", "/api/commands").lines(lines).exchange();
    }

    private static JsonNode only(TestResponse response) {
        assertThat(response.is(200).lines()).hasSize(1);
        return response.lines().getFirst();
    }

    private static void assertFailure(JsonNode line, int status, String code, String... pointers) {
        assertThat(line.path("status").stringValue()).isEqualTo("FAILURE");
        assertThat(line.path("error").path("instance").stringValue()).isEqualTo("/api/commands");
        ProblemAssertions.check(line.path("error"), status, code, pointers);
    }

    private static List<String> statuses(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("status").stringValue()).toList();
    }

    private static String lineWith(RawHttp http, String text) throws IOException {
        String line = http.line();
        while (!line.contains(text)) {
            line = http.line();
        }
        return line;
    }

    private static String rawBatch(String type, String body) {
        return "POST /api/commands HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(type, body.length(), body);
    }

    private static List<String> ids(int count) {
        return Stream.generate(UUID::randomUUID)
                .limit(count)
                .map(UUID::toString)
                .toList();
    }

    private static String create() {
        return create(UUID.randomUUID().toString());
    }

    private static String create(String commandId) {
        return "{\"id\": \"%s\", \"command\": \"create-user\", \"payload\": {\"name\": \"John\", \"email\": \"%s\"}}"
                .formatted(commandId, freshEmail());
    }

    private static String unknown(String commandId) {
        return "{\"id\": \"%s\", \"command\": \"nope\"}".formatted(commandId);
    }

    /** A command that is padded with spaces to a number of bytes. */
    private static String padded(int bytes) {
        String command = create();
        return command.substring(0, command.length() - 1) + " ".repeat(bytes - command.length()) + "}";
    }

    private static String lock(String userId) {
        return "{\"command\": \"lock-user\", \"aggregate\": {\"id\": \"%s\"}}".formatted(userId);
    }
}
