package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.CapturedLog;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Sends valid requests with random mutations of their methods, paths, headers and bodies. None of them causes an internal
 * error, an answer of a type that is not documented, or a stack trace in the log. {@link TestResponse} checks that no answer
 * names a class, a feature of a library or SQL.
 */
@Isolated("reads the whole log")
abstract class HttpFuzzJourney extends HttpJourney {

    private static final int REQUESTS = Integer.getInteger("http.fuzz.requests", 10_000);
    private static final long SEED = 20261123;
    private static final int CLIENTS = 2;
    /** The number of requests that are in memory. */
    private static final int AT_ONCE = 1_000;

    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/problem+json",
            "application/x-ndjson",
            "text/event-stream",
            "text/html;charset=UTF-8",
            "text/html");

    private static final List<String> METHODS =
            List.of("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "get", "BREW", "G@T", "");

    private static final List<String> HEADERS = List.of(
            "If-Match: \"0\"",
            "If-Match: *",
            "If-Match: 0",
            "If-None-Match: W/\"0\"",
            "If-None-Match: *",
            "If-Modified-Since: never",
            "If-Unmodified-Since: Fri, 27 Nov 2026 10:00:00 GMT",
            "If-Range: \"0\"",
            "Range: bytes=0-1",
            "Accept: text/html",
            "Accept: application/json",
            "Accept: */*;q=2",
            "Accept: \u0001",
            "Accept-Charset: utf-16",
            "Accept-Encoding: gzip",
            "Accept-Language: \u00e4",
            "Content-Encoding: gzip",
            "Content-Encoding: identity",
            "Content-Type: text/plain",
            "Content-Type: application/json; charset=utf-16",
            "Content-Type: application/x-ndjson",
            "Content-Type: \u00ff",
            "Content-Length: -1",
            "Transfer-Encoding: gzip",
            "Expect: 100-continue",
            "Expect: coffee",
            "Origin: https://example.com",
            "Origin: null",
            "Host: example.com",
            "Host:",
            "Cookie: \u0000=\u0000; $Version=9",
            "Last-Event-ID: 99999999999999999999",
            "Upgrade: h2c",
            "X-Forwarded-Host: example.com",
            "X-HTTP-Method-Override: DELETE",
            "X-" + "a".repeat(9_000) + ": 1",
            "X-Long: " + "a".repeat(20_000),
            "\u00e4: 1",
            "no colon",
            ": no name",
            " folded: 1");

    private static final List<String> PIECES = List.of(
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "-1",
            "1e999",
            "0.5",
            "\\u0000",
            "\\ud800",
            "\\",
            "\u0000",
            "\u00ff",
            "\u00c3",
            "%",
            "%00",
            "%ff",
            "%2e",
            "&",
            "=",
            "!",
            ".",
            "/",
            "?",
            "'",
            ";",
            "$",
            "\n",
            " ",
            ".or",
            "!and",
            "name",
            "id",
            "99999999999999999999",
            "9".repeat(300),
            "x".repeat(300),
            "[".repeat(600));

    private record Seed(String line, String type, String body) {}

    @Test
    void no_mutation_of_a_valid_request_causes_an_internal_error() throws Exception {
        Random random = new Random(SEED);
        String id = newUser();
        List<Seed> seeds = seeds(id);
        try (CapturedLog log = CapturedLog.ofEverything();
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int first = 0; first < REQUESTS; first += AT_ONCE) {
                List<Callable<Void>> some = IntStream.range(first, Math.min(REQUESTS, first + AT_ONCE))
                        .mapToObj(n -> check(n, mutated(seeds.get(random.nextInt(seeds.size())), random)))
                        .toList();
                for (Future<Void> checked : clients.invokeAll(some)) {
                    checked.get();
                }
            }

            assertThat(log.stackTraces()).isEmpty();
        }
    }

    private static String mutated(Seed seed, Random random) {
        boolean body = !seed.body().isEmpty() && random.nextInt(4) > 0;
        String line = body ? seed.line() : mutated(seed.line(), random).replaceAll("[\\r\\n]", "");
        String content = body ? mutated(seed.body(), random) : seed.body();
        return request(withMethod(line, random), seed.type(), headers(random), content);
    }

    private Callable<Void> check(int n, String request) {
        return () -> {
            check(n, request, RawHttp.exchange(port(), request));
            return null;
        };
    }

    private static void check(int n, String request, TestResponse response) {
        if (response.status() == RawHttp.WITHOUT_STATUS) {
            assertThat(response.json().path("code").stringValue())
                    .as("request %d: %s", n, request)
                    .isEqualTo("malformed-request");
            return;
        }
        assertThat(response.status())
                .as("request %d: %s gave %s", n, request, response.text())
                .isLessThan(500);
        assertThat(response.bytes().length == 0 || TYPES.contains(String.valueOf(response.header("Content-Type"))))
                .as("request %d: %s gave %s %s", n, request, response.headers(), response.text())
                .isTrue();
        assertThat(response.text()).as("request %d: %s", n, request).doesNotContain("\"code\":\"internal\"");
    }

    private static String withMethod(String line, Random random) {
        return random.nextInt(10) == 0
                ? METHODS.get(random.nextInt(METHODS.size())) + line.substring(line.indexOf(' '))
                : line;
    }

    private static String headers(Random random) {
        StringBuilder headers = new StringBuilder();
        while (random.nextInt(4) == 0) {
            headers.append(HEADERS.get(random.nextInt(HEADERS.size()))).append("\r\n");
        }
        return headers.toString();
    }

    private static List<Seed> seeds(String id) {
        return List.of(
                new Seed("POST /api/commands/create-user", "application/json", user("John Doe", freshEmail())),
                new Seed(
                        "POST /api/commands/update-user",
                        "application/json",
                        on(id, "{\"name\": \"Jane\", \"email\": \"j@example.com\"}")),
                new Seed(
                        "POST /api/commands/execute-user-action",
                        "application/json",
                        on(id, "{\"actions\": [\"A\", \"b_c\"]}")),
                new Seed("POST /api/commands/lock-user", "application/json", on(id, "{\"reason\": \"why\"}")),
                new Seed(
                        "POST /api/commands?onFailure=stop",
                        "application/json",
                        "[{\"command\": \"activate-user\", \"aggregate\": {\"resource\": \"user\", \"id\": \"%s\"}, \"payload\": {}}]"
                                .formatted(id)),
                new Seed(
                        "POST /api/commands",
                        "application/x-ndjson",
                        "{\"command\": \"unlock-user\", \"aggregate\": {\"id\": \"%s\"}}\n{\"command\": \"nope\"}\n"
                                .formatted(id)),
                new Seed("GET /api/users/" + id, "application/json", ""),
                new Seed(
                        "GET /api/users?name.has=doe&status.in=ACTIVE,LOCKED&sort=name.asc&limit=3&page=1&include=id,name",
                        "application/json",
                        ""),
                new Seed(
                        "GET /api/users?query=%7B%22.or%22%3A%5B%7B%22name%22%3A%22a%22%7D%5D%7D&version.between=0,5",
                        "application/json", ""),
                new Seed(
                        "POST /api/users/query",
                        "application/json",
                        "{\"filter\": {\"active\": true, \".or\": [{\"name.has\": \"o\"}, {\"createdAt.gte\": \"2026-01-01\"}]},"
                                + " \"sort\": [{\"field\": \"name\", \"order\": \"asc\"}], \"limit\": 10, \"count\": true}"),
                new Seed("GET /api/meta/commands/create-user", "application/json", ""));
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int n = 0; n < changes; n++) {
            // the method is kept, so that most requests reach a route
            int from = Math.min(5, mutated.length());
            int at = from + random.nextInt(mutated.length() - from + 1);
            int end = Math.min(mutated.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> mutated.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                default -> mutated.insert(at, mutated.substring(at, end));
            }
        }
        return mutated.toString();
    }

    private static String request(String line, String type, String headers, String body) {
        return "%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(line, type, body.length(), headers, body);
    }
}
