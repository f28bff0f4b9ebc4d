package io.fluvius.console.page;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A member that two JSON objects have with different values, or that only one of them has. */
public record FieldChange(String field, ShownValue before, ShownValue after) {

    /** The changes from one object to another, in the order of their members. A missing object has no members. */
    public static List<FieldChange> between(JsonNode before, JsonNode after) {
        Set<String> fields = new LinkedHashSet<>(after.propertyNames());
        fields.addAll(before.propertyNames());
        return fields.stream()
                .filter(field -> !before.path(field).equals(after.path(field)))
                .map(field ->
                        new FieldChange(field, ShownValue.of(before.path(field)), ShownValue.of(after.path(field))))
                .toList();
    }
}
