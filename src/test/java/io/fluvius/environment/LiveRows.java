package io.fluvius.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.EventSourceClient.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The rows of a list that a client collects from server-sent events: the state and the changes since. Fails on events that
 * the server must not send: a version of a row that is not newer than the last one, or the removal of a row that the client
 * does not have. Safe for use by many threads.
 */
public final class LiveRows {

    private final Map<String, JsonNode> rows = new TreeMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private boolean complete;
    private int beginnings;
    private int parts;

    public synchronized void take(Event event) {
        JsonNode data = event.json();
        switch (event.name()) {
            case "state" -> state(data);
            case "changed" -> {
                assertThat(complete).as("complete").isTrue();
                assertNews(data);
                put(data);
            }
            case "removed" -> {
                assertThat(complete).as("complete").isTrue();
                assertNews(data);
                assertThat(rows.remove(id(data))).as("removed row").isNotNull();
            }
            default -> throw new AssertionError("Unknown event: " + event);
        }
    }

    private void state(JsonNode data) {
        boolean begins = data.path("begins").booleanValue();
        assertThat(begins || beginnings > 0 && !complete)
                .as("begins a state or continues one")
                .isTrue();
        parts++;
        if (begins) {
            rows.clear();
            versions.clear();
            beginnings++;
        }
        data.path("data").forEach(row -> {
            assertThat(rows).doesNotContainKey(id(row));
            put(row);
        });
        complete = data.path("complete").booleanValue();
    }

    private void put(JsonNode row) {
        rows.put(id(row), row);
        versions.put(id(row), version(row));
    }

    private void assertNews(JsonNode data) {
        assertThat(version(data)).isGreaterThan(versions.getOrDefault(id(data), -1L));
        versions.put(id(data), version(data));
    }

    /** Returns the rows by their ids. */
    public synchronized Map<String, JsonNode> rows() {
        return new TreeMap<>(rows);
    }

    public synchronized boolean isComplete() {
        return complete;
    }

    /** Returns the number of states received. */
    public synchronized int beginnings() {
        return beginnings;
    }

    /** Returns the number of events in which these states arrived. */
    public synchronized int parts() {
        return parts;
    }

    private static String id(JsonNode row) {
        return row.path("id").stringValue();
    }

    private static long version(JsonNode row) {
        return row.path("version").longValue();
    }
}
