package io.fluvius.http.resource;

import io.fluvius.domain.view.ViewType;
import io.fluvius.http.request.PageJson;
import io.fluvius.query.Query;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Converts state to JSON, by the mapper of those who may see it. */
final class ResourceJson {

    private ResourceJson() {}

    static <V extends Record> long version(ViewType<V> view, Record item) {
        return view.version(view.record().cast(item));
    }

    /** Executes a query and returns its page as JSON in UTF-8, with the requested members of each row. */
    static <V extends Record> byte[] page(StateManager state, Query<V> query, JsonMapper mapper) {
        QueryPage<V> page = state.query(query);
        return page(rows(page.data(), query, mapper), page, mapper);
    }

    /** Returns a page of entries as JSON in UTF-8. */
    static byte[] page(List<?> data, QueryPage<?> page, JsonMapper mapper) {
        return mapper.writeValueAsBytes(PageJson.of(data, page));
    }

    static List<Object> rows(List<? extends Record> rows, Query<?> query, JsonMapper mapper) {
        return rows.stream().map(row -> row(row, query, mapper)).toList();
    }

    /** The row as it is if the query asks for all members, because a tree of it takes longer than all the rest. */
    static Object row(Record row, Query<?> query, JsonMapper mapper) {
        return query.members().size() == query.view().fields().size()
                ? row
                : mapper.<ObjectNode>valueToTree(row).retain(query.members());
    }
}
