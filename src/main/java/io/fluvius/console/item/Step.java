package io.fluvius.console.item;

import io.fluvius.console.page.ShownRows;
import io.fluvius.console.page.ShownValue;
import io.fluvius.console.page.VersionDiff;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Versions.Version;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A version of a row: before, event, after.
 *
 * @param diff the event, and what it has changed
 * @param before the fields before; empty if there was no row
 * @param after the fields after; empty if there is no row
 */
record Step(VersionDiff diff, List<Field> before, List<Field> after) {

    /** A field with its value; {@code isChanged} if the event has changed it. */
    record Field(String name, ShownValue value, boolean isChanged) {}

    static Step of(Version version, ViewType<?> type, ShownRows rows) {
        JsonNode before = rows.json(version.before());
        JsonNode after = rows.json(version.after());
        return new Step(VersionDiff.of(version, rows), fields(type, before, after), fields(type, after, before));
    }

    /** The fields of a row. */
    static List<Field> fields(ViewType<?> type, Record row, ShownRows rows) {
        JsonNode json = rows.json(row);
        return fields(type, json, json);
    }

    private static List<Field> fields(ViewType<?> type, JsonNode row, JsonNode other) {
        return row.isEmpty()
                ? List.of()
                : type.fields().stream()
                        .map(ViewField::name)
                        .map(name -> new Field(
                                name,
                                ShownValue.of(row.path(name)),
                                !row.path(name).equals(other.path(name))))
                        .toList();
    }

    public long version() {
        return diff.event().sequence();
    }
}
