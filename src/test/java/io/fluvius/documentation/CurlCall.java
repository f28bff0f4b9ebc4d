package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.HttpCalls;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of curl with the options that the documents use. Any other option is an error. */
final class CurlCall {

    private static final String SERVER = "http://localhost:8080/";

    private final HttpRequest.Builder request = HttpRequest.newBuilder();
    private String method = "GET";
    private String data = "";
    private boolean withHeaders;
    private boolean endless;
    private boolean quiet;
    /** How long to read a response that does not end; null to read to the end. */
    private @Nullable Duration patience;

    private CurlCall() {}

    /**
     * Parses a call.
     *
     * @param words the words of the command line; the first is {@code curl}
     * @param port the port of the server, which replaces the port 8080 of the documents
     */
    static CurlCall of(List<String> words, int port) {
        CurlCall call = new CurlCall();
        Iterator<String> left = words.subList(1, words.size()).iterator();
        while (left.hasNext()) {
            call.argument(left.next(), left, port);
        }
        return call;
    }

    private void argument(String word, Iterator<String> left, int port) {
        switch (word) {
            case "-s" -> {}
            case "-sN" -> endless = true;
            case "--max-time" -> patience = Duration.ofSeconds(Long.parseLong(left.next()));
            case "-i" -> withHeaders = true;
            case "-o" -> quiet = left.next().equals("/dev/null");
            case "-X" -> method = left.next();
            case "-d" -> {
                data = left.next();
                method = method.equals("GET") ? "POST" : method;
            }
            case "-H" -> {
                String[] header = left.next().split(": *", 2);
                request.header(header[0], header[1]);
            }
            default -> {
                if (!word.startsWith(SERVER)) {
                    throw new IllegalArgumentException("Unsupported option of curl: " + word);
                }
                request.uri(URI.create(word.replace(SERVER, "http://localhost:" + port + "/")));
            }
        }
    }

    /** Returns whether the call only reads, so that it may be repeated until state includes the latest events. */
    boolean isReading() {
        return method.equals("GET") || request.copy().build().uri().getPath().endsWith("/query");
    }

    /** Returns whether curl would print until it is stopped. */
    boolean isEndless() {
        return endless && patience == null;
    }

    /** Opens the stream that curl would print. */
    HttpCalls.Stream open() {
        return HttpCalls.stream(request());
    }

    /** Calls the server and returns what curl would print. */
    String run() {
        if (patience != null) {
            return HttpCalls.beginning(request(), patience);
        }
        HttpResponse<String> response = HttpCalls.response(request());
        if (quiet) {
            assertThat(response.statusCode()).as(response.body()).isLessThan(400);
            return "";
        }
        return withHeaders ? head(response) + response.body() : response.body();
    }

    private HttpRequest request() {
        return request.method(method, data.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(data))
                .build();
    }

    private static String head(HttpResponse<String> response) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.statusCode() + "\n");
        response.headers()
                .map()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append('\n')));
        return head.append('\n').toString();
    }
}
