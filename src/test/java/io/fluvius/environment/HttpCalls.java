package io.fluvius.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the application over HTTP and reads its responses as JSON. */
public final class HttpCalls {

    private static final JsonMapper JSON = new JsonMapper();
    /** Longer than a process of a busy machine takes for a response. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String server;

    public HttpCalls(int port) {
        this.server = "http://localhost:" + port;
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(server + path)));
    }

    public Answer post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = response(request.timeout(PATIENCE).build());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Location").orElse(""),
                JSON.readTree(response.body()));
    }

    /** Sends a request. A lost connection fails the test. */
    public static HttpResponse<String> response(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Returns the lines of a response that arrive within a duration. */
    public static String beginning(HttpRequest request, Duration patience) {
        try (Stream stream = stream(request)) {
            try {
                stream.response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException enough) {
                // the response need not end
            }
            return stream.text();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Sends a request whose response does not end. */
    public static Stream stream(HttpRequest request) {
        List<String> lines = new CopyOnWriteArrayList<>();
        return new Stream(
                CLIENT.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(lines))), lines);
    }

    /** A response of which lines may arrive until it is closed. */
    public record Stream(CompletableFuture<?> response, List<String> lines) implements AutoCloseable {

        /** Returns the lines that have arrived. */
        public String text() {
            return String.join("\n", lines);
        }

        @Override
        public void close() {
            response.cancel(true);
        }
    }

    /** A response; {@code location} is empty without this header. */
    public record Answer(int status, String location, JsonNode body) {

        /** Returns a member of the body as text. */
        public String text(String member) {
            return body.path(member).asString();
        }
    }

    /** Collects the lines of a response. */
    private record Lines(List<String> lines) implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.add(line);
        }

        @Override
        public void onError(Throwable failure) {
            // the caller reads for a limited time, and cancels the response
        }

        @Override
        public void onComplete() {
            // the lines are complete
        }
    }
}
