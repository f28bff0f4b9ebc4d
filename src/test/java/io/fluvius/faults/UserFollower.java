package io.fluvius.faults;

import io.fluvius.environment.EventSourceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows the live changes of all users, and resumes on another node when a stream ends, as a browser does. */
final class UserFollower implements AutoCloseable {

    private static final String PATH = "/api/users/changes";

    private final BalancedNodes nodes;
    private final Map<UUID, Long> versions = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean stopping;
    private String lastId = "";

    UserFollower(BalancedNodes nodes) {
        this.nodes = nodes;
        thread.submit(this::follow);
    }

    /** Returns the latest version of each user that was received. */
    Map<UUID, Long> versions() {
        return versions;
    }

    /** Returns streams that were not accepted, and states that are older than those before. */
    Queue<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        stopping = true;
        thread.close();
    }

    private void follow() {
        while (!stopping) {
            try (EventSourceClient stream = nodes.open(PATH, lastId)) {
                if (stream.status() != 200) {
                    failures.add("A browser gives up on " + stream.status() + ": " + stream.body());
                }
                while (stream.status() == 200 && !stopping && !stream.hasEnded()) {
                    receive(stream.next(Duration.ofMillis(200)));
                }
            } catch (IOException ended) {
                // the node was stopped; the next one resumes the stream
            }
        }
    }

    private void receive(EventSourceClient.@Nullable Event event) {
        if (event != null) {
            lastId = event.lastId();
            JsonNode data = event.json();
            switch (event.name()) {
                case "state" -> data.path("data").forEach(this::receive);
                case "changed" -> receive(data);
                default -> failures.add(event.name() + ": " + data);
            }
        }
    }

    private void receive(JsonNode user) {
        long version = user.path("version").longValue();
        Long before = versions.put(UUID.fromString(user.path("id").stringValue()), version);
        if (before != null && before > version) {
            failures.add("Version " + version + " after " + before + ": " + user);
        }
    }
}
