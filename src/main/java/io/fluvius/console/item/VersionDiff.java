package io.fluvius.console.item;

import io.fluvius.console.page.FieldChange;
import io.fluvius.http.request.Json;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.Versions.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an event has changed.
 *
 * @param event the event
 * @param changes the fields of the row that have changed
 * @param members the members of the event
 * @param isDeletion whether the row does not exist after the event
 */
record VersionDiff(HistoryEntry event, List<FieldChange> changes, List<FieldChange> members, boolean isDeletion) {

    static VersionDiff of(Version version) {
        JsonNode nothing = JsonNodeFactory.instance.objectNode();
        return new VersionDiff(
                version.event(),
                FieldChange.between(json(version.before()), json(version.after())),
                FieldChange.between(nothing, json(version.event().data())),
                version.before() != null && version.after() == null);
    }

    /** The last part of the type of the event, in words: {@code User created}. */
    public String title() {
        String words = event.type().substring(event.type().indexOf('.') + 1).replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static JsonNode json(@Nullable Record row) {
        return row == null ? JsonNodeFactory.instance.objectNode() : Json.MAPPER.valueToTree(row);
    }
}
