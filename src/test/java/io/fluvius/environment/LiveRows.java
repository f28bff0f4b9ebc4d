package io.fluvius.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.EventSourceClient.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a client knows of a list from server-sent events: the state and what changed since. Fails on what a client must not
 * be told: what is no news, or is older than what it knows, or the removal of a row that it does not have. Safe for use by
 * many threads.
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
                assertThat(rows.remove(id(data))).as("what is removed").isNotNull();
            }
            default -> throw new AssertionError("Nobody knows the event " + event);
        }
    }

    private void state(JsonNode data) {
        boolean begins = data.path("begins").booleanValue();
        assertThat(begins || beginnings > 0 && !complete).as("goes on").isTrue();
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

    /** The rows by their ids. */
    public synchronized Map<String, JsonNode> rows() {
        return new TreeMap<>(rows);
    }

    public synchronized boolean isComplete() {
        return complete;
    }

    /** How often it was told the state. */
    public synchronized int beginnings() {
        return beginnings;
    }

    /** In how many parts the states came. */
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
