package io.fluvius.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests that no HTTP client sends. Text is sent with one byte per character. */
public final class RawHttp implements AutoCloseable {

    /** The status of a response that has none: the server takes a request without a version for one of HTTP/0.9. */
    static final int WITHOUT_STATUS = 0;

    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public RawHttp(int port) throws IOException {
        this.socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Sends a complete request, which must ask to close the connection, and returns the response. */
    public static TestResponse exchange(int port, String request) {
        try (RawHttp http = new RawHttp(port)) {
            return http.send(request).response();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public RawHttp send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    public RawHttp chunk(String text) throws IOException {
        return send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    /** Waits for the next line of the response and returns it. */
    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("The response ended within a line: " + line);
            }
            line.append((char) next);
            next = in.read();
        }
        return line.toString().strip();
    }

    /** Waits for the complete response, which ends with its length or with the connection. */
    public TestResponse response() throws IOException {
        byte[] begin = in.readNBytes("HTTP/".length());
        if (!new String(begin, StandardCharsets.ISO_8859_1).equals("HTTP/")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(begin);
            in.transferTo(body);
            return new TestResponse(WITHOUT_STATUS, Map.of(), body.toByteArray());
        }
        int status = Integer.parseInt(line().split(" ")[1]);
        while (status == 100) {
            line();
            status = Integer.parseInt(line().split(" ")[1]);
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            String[] parts = header.split(": ?", 2);
            headers.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(parts[1]);
        }
        boolean chunked = headers.containsKey("transfer-encoding");
        if (chunked) {
            return new TestResponse(status, headers, chunks());
        }
        List<String> length = headers.get("content-length");
        byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length.getFirst()));
        return new TestResponse(status, headers, body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] chunk = nextChunk(); chunk.length > 0; chunk = nextChunk()) {
            body.write(chunk);
        }
        return body.toByteArray();
    }

    /** Waits for the next chunk of the response and returns it; the last one is empty. */
    public byte[] nextChunk() throws IOException {
        byte[] chunk = in.readNBytes(size());
        line();
        return chunk;
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
