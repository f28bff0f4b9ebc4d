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

/** A client over HTTP that notes what it is told of each user. Listens on one thread, and can be asked by others. */
final class SseSubscriber implements Callable<Void> {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final UserFilter interest;
    private final Map<String, List<String>> told = new TreeMap<>();
    private @Nullable EventSourceClient events;
    private volatile int comments;
    private volatile boolean stopped;

    SseSubscriber(UserFilter interest) {
        this.interest = interest;
    }

    UserFilter interest() {
        return interest;
    }

    /** Connects, and takes note of the state. */
    void connect(int port) throws IOException {
        EventSourceClient opened = EventSourceClient.open(port, "/api/users/changes?" + interest.parameters());
        events = opened;
        assertThat(opened.status()).isEqualTo(200);
        Event state = opened.next();
        assertThat(state.name()).isEqualTo("state");
        assertThat(state.json().path("complete").booleanValue()).isTrue();
    }

    /** Listens until it is told to stop. */
    @Override
    public Void call() throws IOException {
        try (EventSourceClient open = events()) {
            while (!stopped) {
                Event event = open.next(PATIENCE);
                if (event != null) {
                    note(event);
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

    /** Is gone without a word. */
    void vanish() throws IOException {
        events().vanish();
    }

    /** The kinds and versions of the changes of each user, in the order in which they came. */
    synchronized Map<String, List<String>> told() {
        return new TreeMap<>(told);
    }

    int comments() {
        return comments;
    }

    private synchronized void note(Event event) {
        JsonNode data = event.json();
        told.computeIfAbsent(data.path("id").stringValue(), id -> new ArrayList<>())
                .add(event.name() + " " + data.path("version").longValue());
    }

    private EventSourceClient events() {
        EventSourceClient open = events;
        if (open == null) {
            throw new IllegalStateException("It is not connected");
        }
        return open;
    }
}
