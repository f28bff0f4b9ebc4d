package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.EventSourceClient;
import io.fluvius.environment.EventSourceClient.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An HTTP client that records the changes it receives. It listens on one thread; other threads may read its record. */
final class SseSubscriber implements Callable<Void> {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final UserFilter filter;
    private final Map<String, List<String>> received = new TreeMap<>();
    private @Nullable EventSourceClient events;
    private volatile int comments;
    private volatile boolean stopped;

    SseSubscriber(UserFilter filter) {
        this.filter = filter;
    }

    UserFilter filter() {
        return filter;
    }

    /** Connects and reads the snapshot. */
    void connect(int port) throws IOException {
        EventSourceClient opened = EventSourceClient.open(port, "/api/users/changes?" + filter.parameters());
        events = opened;
        assertThat(opened.status()).isEqualTo(200);
        Event snapshot = opened.next();
        assertThat(snapshot.name()).isEqualTo("state");
        assertThat(snapshot.json().path("complete").booleanValue()).isTrue();
    }

    /** Receives changes until {@link #stop} is called. */
    @Override
    public Void call() throws IOException {
        try (EventSourceClient open = events()) {
            while (!stopped) {
                Event event = open.next(TIMEOUT);
                if (event != null) {
                    record(event);
                }
                comments = open.comments();
                assertThat(open.hasEnded()).isFalse();
            }
        }
        return null;
    }

    void stop() {
        stopped = true;
    }

    /** Breaks the connection without closing it properly. */
    void vanish() throws IOException {
        events().vanish();
    }

    /** Returns the kinds and versions of the changes received, in order, by user. */
    synchronized Map<String, List<String>> received() {
        return new TreeMap<>(received);
    }

    int comments() {
        return comments;
    }

    private synchronized void record(Event event) {
        JsonNode data = event.json();
        received.computeIfAbsent(data.path("id").stringValue(), id -> new ArrayList<>())
                .add(event.name() + " " + data.path("version").longValue());
    }

    private EventSourceClient events() {
        EventSourceClient open = events;
        if (open == null) {
            throw new IllegalStateException("Not connected");
        }
        return open;
    }
}
