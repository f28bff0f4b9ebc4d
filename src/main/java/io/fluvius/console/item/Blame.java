package io.fluvius.console.item;

import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.Versions.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which event gave each field of a row its present value. Receives the versions in their order; memory does not grow with them. */
final class Blame<V extends Record> {

    private final ViewType<V> type;
    private final Map<String, HistoryEntry> events = new HashMap<>();

    Blame(ViewType<V> type) {
        this.type = type;
    }

    /** Returns true, because every version matters. */
    boolean add(Version version) {
        for (ViewField field : type.fields()) {
            if (version.before() == null
                    || version.after() == null
                    || !Objects.equals(value(version.before(), field), value(version.after(), field))) {
                events.put(field.name(), version.event());
            }
        }
        return true;
    }

    private @Nullable Object value(Record row, ViewField field) {
        return type.value(type.record().cast(row), field);
    }

    /** The event that gave a field its present value. */
    Optional<HistoryEntry> of(String field) {
        return Optional.ofNullable(events.get(field));
    }
}
