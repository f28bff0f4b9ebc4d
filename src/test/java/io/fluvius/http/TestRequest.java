package io.fluvius.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Builds a request and exchanges it for a response. */
public final class TestRequest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpRequest.Builder request;
    private final String method;
    private HttpRequest.BodyPublisher body = BodyPublishers.noBody();

    public TestRequest(int port, String method, String path) {
        this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT);
        this.method = method;
    }

    public TestRequest header(String name, String value) {
        request.header(name, value);
        return this;
    }

    public TestRequest json(String text) {
        return body("application/json", text);
    }

    public TestRequest lines(String... lines) {
        return body("application/x-ndjson", String.join("\n", lines));
    }

    public TestRequest body(String mediaType, String text) {
        return header("Content-Type", mediaType).bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public TestRequest bytes(byte[] bytes) {
        body = BodyPublishers.ofByteArray(bytes);
        return this;
    }

    /** Sets a body that is sent in chunks, without a Content-Length. */
    public TestRequest chunked(InputStream bytes) {
        body = BodyPublishers.ofInputStream(() -> bytes);
        return this;
    }

    public TestResponse exchange() {
        try {
            HttpResponse<byte[]> response =
                    CLIENT.send(request.method(method, body).build(), BodyHandlers.ofByteArray());
            return new TestResponse(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
