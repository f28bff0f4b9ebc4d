package io.fluvius.bench.live;

import io.fluvius.bench.WrongAnswerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream of server-sent events on its own thread, and records when each change arrives. */
final class Subscriber implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WatchedUsers watch;
    private final Socket socket;
    private final CountDownLatch state = new CountDownLatch(1);
    private final Map<RowVersion, Long> received = new ConcurrentHashMap<>();
    private volatile @Nullable String failureMessage;

    private Subscriber(WatchedUsers watch, Socket socket) {
        this.watch = watch;
        this.socket = socket;
    }

    /** Opens the stream. */
    static Subscriber of(WatchedUsers watch, int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Subscriber subscriber = new Subscriber(watch, socket);
        // HTTP/1.0, so that the body is not chunked
        String request = "GET /api/users/changes?%s HTTP/1.0\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(watch.filter(), port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().name("subscriber").start(subscriber::read);
        return subscriber;
    }

    /** Waits until the complete initial state has arrived. */
    void awaitState() throws InterruptedException {
        state.await();
        requireNoFailure();
    }

    WatchedUsers watch() {
        return watch;
    }

    /** Returns when the change arrived, in nanoseconds; empty if it has not arrived. */
    Optional<Long> receivedAt(RowVersion change) {
        return Optional.ofNullable(received.get(change));
    }

    /** Returns the number of relevant changes that have not arrived. */
    long missing(List<RenameLoad.Acknowledged> commands) {
        requireNoFailure();
        return commands.stream()
                .filter(command -> watch.people().test(command.person()))
                .filter(command -> !received.containsKey(command.change()))
                .count();
    }

    /**
     * Verifies that no irrelevant change has arrived.
     *
     * @throws WrongAnswerException otherwise
     */
    void requireOnlyRelevant(List<RenameLoad.Acknowledged> commands) {
        long relevant = commands.stream()
                .filter(command -> watch.people().test(command.person()))
                .count();
        if (received.size() != relevant) {
            throw new WrongAnswerException("%s received %d changes, of which %d are relevant"
                    .formatted(watch.filter(), received.size(), relevant));
        }
    }

    void clear() {
        received.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            if (!lines.readLine().contains(" 200")) {
                throw new WrongAnswerException("No stream of events for " + watch.filter());
            }
            events(lines);
        } catch (IOException | RuntimeException failure) {
            failureMessage = socket.isClosed() ? null : String.valueOf(failure);
        } finally {
            state.countDown();
        }
    }

    private void events(BufferedReader lines) throws IOException {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                event(event, System.nanoTime(), line.substring("data: ".length()));
            }
        }
        throw new WrongAnswerException("The stream of events ended");
    }

    private void event(String name, long now, String data) {
        JsonNode json = JSON.readTree(data);
        switch (name) {
            case "state" -> {
                if (state.getCount() == 0) {
                    throw new WrongAnswerException("The state was sent again");
                }
                if (json.get("complete").asBoolean()) {
                    state.countDown();
                }
            }
            case "changed" ->
                received.put(
                        new RowVersion(
                                UUID.fromString(json.get("id").asString()),
                                json.get("version").asLong()),
                        now);
            default -> throw new WrongAnswerException("Unexpected event " + name + " " + data);
        }
    }

    private void requireNoFailure() {
        if (failureMessage != null) {
            throw new WrongAnswerException("A subscriber failed: " + failureMessage);
        }
    }
}
