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

/** Reads a stream of server-sent events, and notes when it was told what. Reads on a thread of its own. */
final class Subscriber implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Watch watch;
    private final Socket socket;
    private final CountDownLatch state = new CountDownLatch(1);
    private final Map<Told, Long> told = new ConcurrentHashMap<>();
    private volatile @Nullable String trouble;

    private Subscriber(Watch watch, Socket socket) {
        this.watch = watch;
        this.socket = socket;
    }

    /** Asks for changes. */
    static Subscriber of(Watch watch, int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Subscriber subscriber = new Subscriber(watch, socket);
        // HTTP/1.0, so that the body comes as it is and not in chunks
        String request = "GET /api/users/changes?%s HTTP/1.0\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(watch.filter(), port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().name("subscriber").start(subscriber::read);
        return subscriber;
    }

    /** Waits until the present state was told. */
    void awaitState() throws InterruptedException {
        state.await();
        requireNoTrouble();
    }

    Watch watch() {
        return watch;
    }

    /** When it was told of that change, in nanoseconds; empty: not yet. */
    Optional<Long> toldAt(Told change) {
        return Optional.ofNullable(told.get(change));
    }

    /** Of how many of these it should have been told, and was not yet. */
    long missing(List<Renaming.Acknowledged> commands) {
        requireNoTrouble();
        return commands.stream()
                .filter(command -> watch.people().test(command.person()))
                .filter(command -> !told.containsKey(command.change()))
                .count();
    }

    /** Was told of these, as far as they concern it, and of nothing else. */
    void requireNothingElse(List<Renaming.Acknowledged> commands) {
        long concerned = commands.stream()
                .filter(command -> watch.people().test(command.person()))
                .count();
        if (told.size() != concerned) {
            throw new WrongAnswerException(
                    "%s was told of %d changes, and %d concern it".formatted(watch.filter(), told.size(), concerned));
        }
    }

    void forget() {
        told.clear();
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
            trouble = socket.isClosed() ? null : String.valueOf(failure);
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
                    throw new WrongAnswerException("It had to begin again");
                }
                if (json.get("complete").asBoolean()) {
                    state.countDown();
                }
            }
            case "changed" ->
                told.put(
                        new Told(
                                UUID.fromString(json.get("id").asString()),
                                json.get("version").asLong()),
                        now);
            default -> throw new WrongAnswerException("Nobody went away, yet it says " + name + " " + data);
        }
    }

    private void requireNoTrouble() {
        if (trouble != null) {
            throw new WrongAnswerException("A subscriber is in trouble: " + trouble);
        }
    }
}
