package io.fluvius.console.tab;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.ShownJson;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads rows for the template of a tab. */
public final class TabRows {

    private final DomainRegistry domains;
    private final StateManager state;
    private final ShownJson shown;

    TabRows(DomainRegistry domains, StateManager state, ShownJson shown) {
        this.domains = domains;
        this.state = state;
        this.shown = shown;
    }

    /**
     * Returns the first rows of a view whose field has a value.
     *
     * @param path the path of the view: {@code memberships}
     * @param field the field
     * @param value its value as text
     * @param limit the most rows, from 1 to 1000
     */
    public List<Map<String, Object>> where(String path, String field, String value, int limit) {
        String resource = domains.withPath(path).resource();
        QueryPage<?> page = state.query(state.queryManager()
                .parseParameters(resource, Map.of(field, List.of(value), "limit", List.of(String.valueOf(limit)))));
        return page.data().stream().map(row -> members(resource, row)).toList();
    }

    @SuppressWarnings("unchecked") // the members of an object are texts
    Map<String, Object> members(String resource, Object row) {
        JsonNode json = shown.of(resource).valueToTree(row);
        return Json.MAPPER.convertValue(json, Map.class);
    }
}
