package io.fluvius.http.resource;

import io.fluvius.http.request.Json;
import io.fluvius.query.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Converts changes to the data of server-sent events. */
sealed interface ChangeJson {

    JsonNode state(Change.State<?> state);

    ObjectNode row(Record row);

    /** The changes of one item. */
    record OfItem() implements ChangeJson {

        @Override
        public JsonNode state(Change.State<?> state) {
            return state.rows().isEmpty()
                    ? Json.MAPPER.nullNode()
                    : row(state.rows().getFirst());
        }

        @Override
        public ObjectNode row(Record row) {
            return ResourceJson.item(row);
        }
    }

    /**
     * The changes of the rows that match a filter.
     *
     * @param members the names of the members to write of each row
     */
    record OfList(Set<String> members) implements ChangeJson {

        @Override
        public JsonNode state(Change.State<?> state) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("data", state.rows().stream().map(this::row).toList());
            json.put("begins", state.begins());
            json.put("complete", state.complete());
            return Json.MAPPER.valueToTree(json);
        }

        @Override
        public ObjectNode row(Record row) {
            return ResourceJson.item(row).retain(members);
        }
    }
}
