package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a follower knows: the state and what changed since. Fails on a change that a follower must not be told: one that is
 * no news, or is older than what it knows, or the removal of a row that it does not have.
 */
final class Replica<V extends Record> {

    private final ViewType<V> view;
    private final Map<UUID, V> rows = new HashMap<>();
    private final Map<UUID, Long> versions = new HashMap<>();
    private @Nullable String place;
    private boolean begun;
    private boolean complete;
    private int beginnings;

    Replica(ViewType<V> view) {
        this.view = view;
    }

    void take(Change<V> change) {
        switch (change) {
            case Change.State<V> state -> take(state);
            case Change.Changed<V> changed -> {
                assertThat(complete).isTrue();
                assertNews(view.id(changed.row()), view.version(changed.row()));
                put(changed.row());
            }
            case Change.Removed<V> removed -> {
                assertThat(complete).isTrue();
                assertThat(rows.remove(removed.id())).as("what is removed").isNotNull();
                assertNews(removed.id(), removed.version());
            }
        }
        place = change.resumeToken();
    }

    private void take(Change.State<V> state) {
        assertThat(state.begins() || begun && !complete).as("goes on").isTrue();
        assertThat(state.complete() || state.resumeToken() == null)
                .as("has no place")
                .isTrue();
        if (state.begins()) {
            rows.clear();
            versions.clear();
            begun = true;
            beginnings++;
        }
        for (V row : state.rows()) {
            assertThat(rows).doesNotContainKey(view.id(row));
            put(row);
        }
        complete = state.complete();
    }

    /** Where to go on after an interruption; null: the state has to come next. */
    @Nullable String interrupted() {
        if (place == null) {
            begun = false;
            complete = false;
        }
        return place;
    }

    private void assertNews(UUID id, long version) {
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

    /** How often it was told the state. */
    int beginnings() {
        return beginnings;
    }
}
