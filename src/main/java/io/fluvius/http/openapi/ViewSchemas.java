package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.OpenApiSchemas.ANY_OBJECT;
import static io.fluvius.http.openapi.OpenApiSchemas.BOOLEAN;
import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.TIME;
import static io.fluvius.http.openapi.OpenApiSchemas.UUID;
import static io.fluvius.http.openapi.OpenApiSchemas.VERSION;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;
import static io.fluvius.http.openapi.OpenApiSchemas.oneOf;
import static io.fluvius.http.openapi.OpenApiSchemas.with;

import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * References to the schemas of a view.
 *
 * @param row a row with all members
 * @param page a page of rows
 * @param query a query as JSON
 * @param field the name of a field
 * @param sort a sort key as text
 * @param history a page of events
 */
record ViewSchemas(
        Map<String, Object> row,
        Map<String, Object> page,
        Map<String, Object> query,
        Map<String, Object> field,
        Map<String, Object> sort,
        Map<String, Object> history) {

    /** Adds the schemas, whose names begin with that of the resource. */
    static ViewSchemas addTo(ComponentSchemas components, ViewType<?> view) {
        String name = OpenApiSchemas.pascal(view.resource());
        Map<String, Map<String, Object>> enums = new LinkedHashMap<>();
        for (ViewField field : view.fields()) {
            if (field.type() == FieldType.ENUM) {
                String of = name + OpenApiSchemas.pascal(field.name());
                enums.put(field.name(), components.add(of, oneOf(field.names())));
            }
        }
        FilterSchemas filters = new FilterSchemas(enums);
        Map<String, Object> row = components.add(name, row(view, enums));
        Map<String, Object> field = components.add(name + "Field", oneOf(names(view.fields().stream())));
        Map<String, Object> filter = components.add(name + "Filter", self -> filters.filter(view, self));
        Map<String, Object> sortKey = components.add(name + "SortKey", sortKey(view));
        return new ViewSchemas(
                row,
                components.add(name + "Page", page(row)),
                components.add(name + "Query", query(view, filter, sortKey, field)),
                field,
                components.add(name + "Sort", sort(view)),
                view.isOneRowPerAggregate() ? history(components, name) : Map.of());
    }

    private static Map<String, Object> row(ViewType<?> view, Map<String, Map<String, Object>> enums) {
        ObjectSchema row = new ObjectSchema();
        for (ViewField field : view.fields()) {
            Map<String, Object> value = enums.getOrDefault(field.name(), OpenApiSchemas.value(field));
            row.required(field.name(), field.nullable() ? nullable(value) : value);
        }
        return row.open();
    }

    private static Map<String, Object> page(Map<String, Object> entry) {
        return new ObjectSchema()
                .required("data", list(entry))
                .required("page", SharedSchemas.PAGE_INFO)
                .open();
    }

    private static Map<String, Object> history(ComponentSchemas components, String name) {
        ObjectSchema event = new ObjectSchema()
                .required("sequence", described(VERSION, "The version of the aggregate after the event"))
                .required("type", described(TEXT, "The stored name of the event"))
                .required("revision", described(nullable(TEXT), "The revision of the format of the event"))
                .required("at", TIME)
                .required("eventId", TEXT)
                .required("commandId", nullable(UUID))
                .required("correlationId", nullable(TEXT))
                .required("causationId", nullable(TEXT))
                .required("actor", nullable(TEXT))
                .required("data", described(ANY_OBJECT, "The event"));
        return components.add(name + "EventPage", page(components.add(name + "Event", event.open())));
    }

    private static Map<String, Object> query(
            ViewType<?> view, Map<String, Object> filter, Map<String, Object> sortKey, Map<String, Object> field) {
        Map<String, Object> fields = nullable(list(field));
        ObjectSchema query = new ObjectSchema().optional("filter", nullable(filter));
        if (view.fields().stream().anyMatch(ViewField::searched)) {
            query.optional("text", described(nullable(TEXT), "Words to search for"));
        }
        return query.optional("sort", nullable(list(sortKey)))
                .optional("limit", nullable(integer(Query.MIN_LIMIT, Query.MAX_LIMIT)))
                .optional("cursor", described(nullable(TEXT), "page.next or page.previous of an earlier response"))
                .optional("page", described(nullable(integer(1, Integer.MAX_VALUE)), "The number of the page"))
                .optional("count", described(nullable(BOOLEAN), "Whether to add the exact total"))
                .optional("include", described(fields, OpenApiParameters.INCLUDE))
                .optional("exclude", described(fields, "The members to omit"))
                .closed();
    }

    private static Map<String, Object> sortKey(ViewType<?> view) {
        return new ObjectSchema()
                .required("field", oneOf(names(sortable(view))))
                .optional("order", with(oneOf(List.of("asc", "desc")), "default", "asc"))
                .closed();
    }

    private static Map<String, Object> sort(ViewType<?> view) {
        return oneOf(names(sortable(view)).stream()
                .flatMap(name -> Stream.of(name, name + ".asc", name + ".desc"))
                .toList());
    }

    private static Stream<ViewField> sortable(ViewType<?> view) {
        return view.fields().stream().filter(ViewField::isSortable);
    }

    private static List<String> names(Stream<ViewField> fields) {
        return fields.map(ViewField::name).toList();
    }
}
