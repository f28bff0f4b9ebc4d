package io.fluvius.bench.live;

import io.fluvius.bench.WrongAnswerException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends commands over HTTP. Thread-safe. */
final class CommandClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    CommandClient(String url) {
        this.url = url;
    }

    /** Creates all persons, and waits until the state includes them. */
    void createAll() throws IOException, InterruptedException {
        String lines = IntStream.range(0, Person.ALL)
                .mapToObj(Person::of)
                .map(person -> JSON.writeValueAsString(Map.of(
                        "command",
                        "create-user",
                        "aggregate",
                        Map.of("id", person.id().toString()),
                        "payload",
                        Map.of("name", person.name(0), "email", person.email()))))
                .collect(Collectors.joining("\n"));
        String answers = post("/api/commands", "application/x-ndjson", lines);
        String last = answers.strip().lines().reduce((first, second) -> second).orElseThrow();
        String position = JSON.readTree(last).get("position").asString();
        get("/api/users?wait=10000&count=true&limit=1&after=" + position);
    }

    /** Renames a person. Returns the new version. */
    long rename(Person person, int changes) throws IOException, InterruptedException {
        String command = JSON.writeValueAsString(Map.of(
                "aggregate", Map.of("id", person.id().toString()), "payload", Map.of("name", person.name(changes))));
        return JSON.readTree(post("/api/commands/update-user", "application/json", command))
                .get("version")
                .asLong();
    }

    @Override
    public void close() {
        client.close();
    }

    private void get(String path) throws IOException, InterruptedException {
        JsonNode page = JSON.readTree(
                send(HttpRequest.newBuilder(URI.create(url + path)).build()));
        if (page.get("page").get("total").asLong() != Person.ALL) {
            throw new WrongAnswerException("Persons are missing: " + page);
        }
    }

    private String post(String path, String type, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new WrongAnswerException("HTTP " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
