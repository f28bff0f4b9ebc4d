package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sends valid requests with random mutations: none of them causes an internal error. */
abstract class HttpFuzzJourney extends HttpJourney {

    private static final int REQUESTS = 2_000;
    private static final long SEED = 20261123;

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
    void no_mutation_of_a_valid_request_causes_an_internal_error() {
        Random random = new Random(SEED);
        String id = newUser();
        List<Seed> seeds = seeds(id);
        for (int n = 0; n < REQUESTS; n++) {
            Seed seed = seeds.get(random.nextInt(seeds.size()));
            boolean body = !seed.body().isEmpty() && random.nextInt(4) > 0;
            String line = body ? seed.line() : mutated(seed.line(), random).replaceAll("[\\r\\n]", "");
            String content = body ? mutated(seed.body(), random) : seed.body();
            TestResponse response = RawHttp.exchange(port(), request(line, seed.type(), content));

            assertThat(response.status())
                    .as("request %d: %s %s gave %s", n, line, content, response.text())
                    .isLessThan(500);
            assertThat(response.text()).as("request %d: %s", n, content).doesNotContain("\"code\":\"internal\"");
        }
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

    private static String request(String line, String type, String body) {
        return "%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(line, type, body.length(), body);
    }
}
