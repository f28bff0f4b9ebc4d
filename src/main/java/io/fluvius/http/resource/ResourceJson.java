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

/** Converts state to JSON. */
final class ResourceJson {

    private ResourceJson() {}

    static <V extends Record> long version(ViewType<V> view, Record item) {
        return view.version(view.record().cast(item));
    }

    static ObjectNode item(Record item) {
        return Json.MAPPER.valueToTree(item);
    }

    /** Executes a query and returns its page as JSON in UTF-8, with the requested members of each row. */
    static <V extends Record> byte[] page(StateManager state, Query<V> query) {
        QueryPage<V> page = state.query(query);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("data", rows(page.data(), query));
        json.put("page", pageJson(page));
        return Json.MAPPER.writeValueAsBytes(json);
    }

    /** The rows as they are if the query asks for all members, because a tree of each takes longer than all the rest. */
    private static <V extends Record> List<?> rows(List<V> rows, Query<V> query) {
        return query.members().size() == query.view().fields().size()
                ? rows
                : rows.stream().map(row -> item(row).retain(query.members())).toList();
    }

    static Map<String, Object> map(JsonNode object) {
        return Json.MAPPER.convertValue(object, new TypeReference<>() {});
    }

    /** The member {@code page} of a list: its size, its cursors, and the numbers that the query asked for. */
    static Map<String, Object> pageJson(QueryPage<?> page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("limit", page.limit());
        json.put("next", page.next());
        json.put("previous", page.previous());
        if (page.page() != null) {
            json.put("page", page.page());
            json.put("pages", page.pages());
        }
        if (page.total() != null) {
            json.put("total", page.total());
        }
        return json;
    }
}
