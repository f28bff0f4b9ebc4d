package io.fluvius.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A minimal HTTP client with one persistent connection. Reconnects if the server closes the connection, as Tomcat does after
 * a hundred requests. Uses little CPU time, because it runs on the machine of the server. Not thread-safe.
 */
public final class KeepAliveConnection implements AutoCloseable {

    private final int port;
    private final String host;
    private Socket socket;
    private InputStream in;

    public KeepAliveConnection(int port) throws IOException {
        this.port = port;
        this.host = "127.0.0.1:" + port;
        this.socket = connect();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** A response. */
    public record Answer(int status, String body) {

        /**
         * Returns the value of a text member of the JSON body.
         *
         * @throws WrongAnswerException if the body has no such member
         */
        public String text(String member) {
            String start = "\"" + member + "\":\"";
            int from = body.indexOf(start);
            if (from < 0) {
                throw new WrongAnswerException("No " + member + " in HTTP " + status + ": " + body);
            }
            return body.substring(from + start.length(), body.indexOf('"', from + start.length()));
        }
    }

    /** Sends a request without a body. */
    public Answer send(String method, String path) throws IOException {
        return exchange(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    /** Sends a request with a JSON body in ASCII. */
    public Answer send(String method, String path, String json) throws IOException {
        return exchange(method + " " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Socket connect() throws IOException {
        Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
        connection.setTcpNoDelay(true);
        return connection;
    }

    private void reconnect() throws IOException {
        socket.close();
        socket = connect();
        in = new BufferedInputStream(socket.getInputStream());
    }

    private Answer exchange(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line().toLowerCase(Locale.ROOT);
                !header.isEmpty();
                header = line().toLowerCase(Locale.ROOT)) {
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(value(header));
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = value(header).equals("chunked");
            } else if (header.startsWith("connection:")) {
                last = value(header).equals("close");
            }
        }
        Answer answer = new Answer(status, chunked ? chunks() : bytes(length));
        if (last) {
            reconnect();
        }
        return answer;
    }

    private static String value(String header) {
        return header.substring(header.indexOf(':') + 1).strip();
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int length = chunk(); length > 0; length = chunk()) {
            body.append(bytes(length));
            line();
        }
        line();
        return body.toString();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The server has closed the connection");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The server has closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
