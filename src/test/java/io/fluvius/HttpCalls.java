package io.fluvius;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the application over HTTP, and reads its answers as JSON. */
final class HttpCalls {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String server;

    HttpCalls(int port) {
        this.server = "http://localhost:" + port;
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(server + path)));
    }

    Answer post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = response(request.build());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Location").orElse(""),
                JSON.readTree(response.body()));
    }

    /** The answer of a server that is there; a lost connection fails the test. */
    static HttpResponse<String> response(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** What came back; {@code location} is empty without such a header. */
    record Answer(int status, String location, JsonNode body) {

        /** The member of that name as text. */
        String text(String member) {
            return body.path(member).asString();
        }
    }
}
