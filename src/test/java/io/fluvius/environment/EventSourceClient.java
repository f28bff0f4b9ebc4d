package io.fluvius.environment;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of server-sent events as the HTML standard defines them. Each client has an HTTP/1.1 connection, which it can
 * reset without closing it. Not safe for use by several threads.
 */
public final class EventSourceClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final Map<String, String> headers = new HashMap<>();
    private final int status;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder chunkSize = new StringBuilder();
    private int left;
    private boolean ended;

    private String name = "";
    private String data = "";
    private String lastId;
    private int comments;

    /**
     * An event that the server sent.
     *
     * @param lastId the id with which a client resumes after this event
     */
    public record Event(String name, String data, String lastId) {

        public JsonNode json() {
            return JSON.readTree(data);
        }
    }

    private EventSourceClient(Socket socket, String request, String lastId) throws IOException {
        this.socket = socket;
        this.lastId = lastId;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        status = Integer.parseInt(plainLine().split(" ")[1]);
        for (String header = plainLine(); !header.isEmpty(); header = plainLine()) {
            String[] parts = header.split(": ?", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
    }

    /** Opens the stream of events at a path. */
    public static EventSourceClient open(int port, String path) throws IOException {
        return open(port, path, "");
    }

    /** Opens the stream of events after the event with an id. */
    public static EventSourceClient open(int port, String path, String lastId) throws IOException {
        return open(new Socket(), port, path, lastId);
    }

    /** Opens the stream of events at a path with an API key. */
    public static EventSourceClient openWith(String key, int port, String path) throws IOException {
        return open(new Socket(), port, path, "Authorization: Bearer " + key + "\r\n", "");
    }

    /** Opens the stream over a socket that is not connected yet. */
    public static EventSourceClient open(Socket socket, int port, String path, String lastId) throws IOException {
        return open(socket, port, path, lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n", lastId);
    }

    private static EventSourceClient open(Socket socket, int port, String path, String headers, String lastId)
            throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
        return new EventSourceClient(
                socket,
                "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAccept: text/event-stream\r\n" + headers
                        + "\r\n",
                lastId);
    }

    public int status() {
        return status;
    }

    public @Nullable String header(String header) {
        return headers.get(header.toLowerCase(Locale.ROOT));
    }

    /** Returns the id with which a client resumes; empty without one. */
    public String lastId() {
        return lastId;
    }

    /** Returns the number of comments received. */
    public int comments() {
        return comments;
    }

    /** Returns whether the server has ended the stream with the last chunk. */
    public boolean hasEnded() {
        return ended;
    }

    /** Waits a minute for the next event and returns it. */
    public Event next() throws IOException {
        Event next = next(Duration.ofMillis(TIMEOUT_MILLIS));
        if (next == null) {
            throw new EOFException(ended ? "The server ended the stream" : "No event within a minute");
        }
        return next;
    }

    /** Waits for the next event. Returns null after the timeout or at the end of the stream. */
    public @Nullable Event next(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.max(1, (int) timeout.toMillis()));
        try {
            for (String field = field(); field != null; field = field()) {
                if (field.isEmpty() && !data.isEmpty()) {
                    return dispatch();
                }
                take(field);
            }
            return null;
        } catch (SocketTimeoutException nothing) {
            return null;
        }
    }

    /** Waits for a comment, which the server sends only when no event is due. Fails if an event arrives first. */
    public void awaitComment() throws IOException {
        int before = comments;
        while (comments == before) {
            Event event = next(Duration.ofMillis(10));
            if (event != null) {
                throw new AssertionError("Unexpected event: " + event);
            }
            if (ended) {
                throw new EOFException("The server ended the stream");
            }
        }
    }

    /** Reads to the end a response that is not a stream of events. */
    public String body() throws IOException {
        StringBuilder body = new StringBuilder();
        for (String text = field(); text != null; text = field()) {
            body.append(text).append('\n');
        }
        return body.toString();
    }

    /** Resets the connection without ending the stream. */
    public void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Event dispatch() {
        Event event = new Event(name, data, lastId);
        name = "";
        data = "";
        return event;
    }

    private void take(String field) {
        String[] parts = field.split(": ?", 2);
        switch (field.isEmpty() ? "nothing" : parts[0]) {
            case "" -> comments++;
            case "event" -> name = parts[1];
            case "data" -> data += parts[1];
            case "id" -> lastId = parts.length == 1 ? "" : parts[1];
            case "retry", "nothing" -> {}
            default -> throw new AssertionError("Not a field of an event stream: " + field);
        }
    }

    /** Reads the next line; null at the end of the stream. Resumes a line that a timeout interrupted. */
    private @Nullable String field() throws IOException {
        for (int next = read(); next >= 0; next = read()) {
            if (next == '\n') {
                String field = line.toString(StandardCharsets.UTF_8);
                line.reset();
                return field;
            }
            line.write(next);
        }
        return line.size() == 0 ? null : lastLine();
    }

    private String lastLine() {
        String last = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return last;
    }

    /** Reads the next byte of the chunks; -1 after the last chunk. */
    private int read() throws IOException {
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return readPlain();
        }
        while (left == 0 && !ended) {
            readChunkSize();
        }
        if (ended) {
            return -1;
        }
        int next = in.read();
        if (next < 0) {
            throw new EOFException("The server closed the connection");
        }
        left--;
        return next;
    }

    private int readPlain() throws IOException {
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return left++ < length ? in.read() : -1;
    }

    private void readChunkSize() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("The server closed the connection");
        }
        if (next != '\n') {
            chunkSize.append((char) next);
        } else if (!chunkSize.toString().isBlank()) {
            left = Integer.parseInt(chunkSize.toString().strip(), 16);
            ended = left == 0;
            chunkSize.setLength(0);
        } else {
            chunkSize.setLength(0);
        }
    }

    private String plainLine() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The response ended in its headers: " + text);
            }
            text.append((char) next);
        }
        return text.toString().strip();
    }
}
