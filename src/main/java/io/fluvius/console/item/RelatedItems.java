package io.fluvius.console.item;

import io.fluvius.access.AccessPolicy;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import io.fluvius.http.request.Json;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Finds the rows that are related to a row: those whose ids it contains, and those that contain its id. Ids are unique among all rows, so
 * nothing has to declare what refers to what. Safe for use by many threads.
 */
final class RelatedItems {

    private static final int ROWS = 5;

    private final DomainRegistry domains;
    private final StateManager state;
    private final AccessPolicy access;

    RelatedItems(DomainRegistry domains, StateManager state, AccessPolicy access) {
        this.domains = domains;
        this.state = state;
        this.access = access;
    }

    /** A row of another view whose id a field contains. */
    record Reference(String field, String path, String id) {

        public String link() {
            return "/console/views/" + path + "/" + id;
        }
    }

    /** A row that contains the id, and what else it refers to. */
    record Referring(String link, String id, List<Reference> references) {}

    /**
     * The rows of a view that contain the id in a field.
     *
     * @param link to all of them
     * @param rows the first of them
     * @param hasMore whether there are others
     */
    record Group(String path, String field, String link, List<Referring> rows, boolean hasMore) {}

    /** The rows whose ids a row contains. */
    List<Reference> references(RegisteredView view, Record row) {
        JsonNode json = Json.MAPPER.valueToTree(row);
        return identifiers(view)
                .map(ViewField::name)
                .filter(field -> json.path(field).isString())
                .flatMap(field -> find(field, json.path(field).asString()))
                .toList();
    }

    private static Stream<ViewField> identifiers(RegisteredView view) {
        return view.type().fields().stream()
                .filter(field -> field.type() == FieldType.UUID && !field.name().equals("id"));
    }

    private Stream<Reference> find(String field, String id) {
        return readable().filter(view -> exists(view, id)).map(view -> new Reference(field, view.path(), id));
    }

    private Stream<RegisteredView> readable() {
        return domains.views().stream().filter(view -> access.allowsRows(view.resource()));
    }

    private boolean exists(RegisteredView view, String id) {
        try {
            state.fetch(view.resource(), id);
            return true;
        } catch (ProblemException missing) {
            return false;
        }
    }

    /** The rows that contain an id in a field with an index. */
    List<Group> referring(UUID id) {
        return readable()
                .flatMap(view ->
                        identifiers(view).filter(ViewField::indexed).flatMap(field -> group(view, field.name(), id)))
                .toList();
    }

    private Stream<Group> group(RegisteredView view, String field, UUID id) {
        Query<?> query = state.queryManager()
                .buildQuery(view.resource(), Map.of("filter", Map.of(field, id.toString()), "limit", ROWS + 1));
        List<? extends Record> rows = state.query(query).data();
        return rows.isEmpty()
                ? Stream.empty()
                : Stream.of(new Group(
                        view.path(),
                        field,
                        "/console/views/" + view.path() + "?" + field + "=" + id,
                        rows.stream()
                                .limit(ROWS)
                                .map(row -> referring(view, row, id.toString()))
                                .toList(),
                        rows.size() > ROWS));
    }

    private Referring referring(RegisteredView view, Record row, String id) {
        String own = Json.MAPPER.<JsonNode>valueToTree(row).path("id").asString();
        return new Referring(
                "/console/views/" + view.path() + "/" + own,
                own,
                references(view, row).stream()
                        .filter(reference -> !reference.id().equals(id))
                        .toList());
    }
}
