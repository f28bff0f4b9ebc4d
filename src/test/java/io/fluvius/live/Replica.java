package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The rows of a subscriber: a snapshot and the changes since. It fails on a change that a subscriber must not receive: one
 * that is not newer than its row, one within an incomplete snapshot, or the removal of a row that it does not have.
 */
final class Replica<V extends Record> {

    private static final String START = "-1";

    private final ViewType<V> view;
    private final Map<UUID, V> rows = new HashMap<>();
    private final Map<UUID, Long> versions = new HashMap<>();
    private String resumeAt = START;
    private boolean started;
    private boolean complete;
    private int snapshots;

    Replica(ViewType<V> view) {
        this.view = view;
    }

    void apply(Change<V> change) {
        switch (change) {
            case Change.State<V> state -> apply(state);
            case Change.Changed<V> changed -> {
                assertThat(complete).isTrue();
                assertNewer(view.id(changed.row()), view.version(changed.row()));
                put(changed.row());
            }
            case Change.Removed<V> removed -> {
                assertThat(complete).isTrue();
                assertThat(rows.remove(removed.id())).as("the removed row").isNotNull();
                assertNewer(removed.id(), removed.version());
            }
        }
        resumeAt = change.resumeToken();
    }

    private void apply(Change.State<V> state) {
        assertThat(state.begins() || started && !complete)
                .as("starts a snapshot or continues one")
                .isTrue();
        assertThat(state.complete() || state.resumeToken().equals(START))
                .as("no resume position within a snapshot")
                .isTrue();
        if (state.begins()) {
            rows.clear();
            versions.clear();
            started = true;
            snapshots++;
        }
        for (V row : state.rows()) {
            assertThat(rows).doesNotContainKey(view.id(row));
            put(row);
        }
        complete = state.complete();
    }

    /** Returns the position to resume at after an interruption; -1 if a snapshot must come next. */
    String resumePosition() {
        if (resumeAt.equals(START)) {
            started = false;
            complete = false;
        }
        return resumeAt;
    }

    private void assertNewer(UUID id, long version) {
        assertThat(version).isGreaterThan(versions.getOrDefault(id, -1L));
        versions.put(id, version);
    }

    private void put(V row) {
        rows.put(view.id(row), row);
        versions.put(view.id(row), view.version(row));
    }

    Map<UUID, V> rows() {
        return Map.copyOf(rows);
    }

    /** Returns the number of snapshots received. */
    int snapshots() {
        return snapshots;
    }
}
