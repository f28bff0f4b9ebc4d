package io.fluvius.http.resource;

import io.fluvius.domain.view.ViewType;
import io.fluvius.http.request.Json;
import io.fluvius.query.Query;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** State as JSON. */
final class ResourceJson {

    private ResourceJson() {}

    static <V extends Record> long version(ViewType<V> view, Record item) {
        return view.version(view.record().cast(item));
    }

    static ObjectNode item(Record item) {
        return Json.MAPPER.valueToTree(item);
    }

    /** The page that a query asks for, with those members of each row that it asks for. */
    static <V extends Record> Map<String, Object> page(StateManager state, Query<V> query) {
        QueryPage<V> page = state.query(query);
        List<ObjectNode> data = page.data().stream()
                .map(row -> item(row).retain(query.members()))
                .toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("data", data);
        json.put("page", frame(page));
        return json;
    }

    static Map<String, Object> map(JsonNode object) {
        return Json.MAPPER.convertValue(object, new TypeReference<>() {});
    }

    static Map<String, Object> frame(QueryPage<?> page) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("limit", page.limit());
        frame.put("next", page.next());
        frame.put("previous", page.previous());
        if (page.page() != null) {
            frame.put("page", page.page());
            frame.put("pages", page.pages());
        }
        if (page.total() != null) {
            frame.put("total", page.total());
        }
        return frame;
    }
}
