package io.fluvius.query.parser;

import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Fault;
import io.fluvius.query.Filter;
import io.fluvius.query.Query;
import io.fluvius.query.cursor.Cursors;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parses a query from its map form, which is also that of a JSON body. */
final class MapQueryParser<V extends Record> {

    private final ViewType<V> view;
    private final QueryFaults faults = new QueryFaults();
    private final QueryAssembler<V> parts;
    private Filter filter = Filter.ALL;

    MapQueryParser(ViewType<V> view, Cursors cursors) {
        this.view = view;
        this.parts = new QueryAssembler<>(view, cursors, faults);
    }

    Query<V> parse(Map<String, ?> request) {
        request.forEach(this::member);
        return parts.query(filter);
    }

    private void member(String name, @Nullable Object value) {
        switch (name) {
            case "filter" -> filter(value);
            case "sort" -> sort(value);
            case "limit" -> number(value, "/limit", parts::limit);
            case "page" -> number(value, "/page", parts::page);
            case "count" -> count(value);
            case "include" -> parts.include(names(value, "/include"));
            case "exclude" -> parts.exclude(names(value, "/exclude"));
            case "cursor" -> text(value, "/cursor", parts::cursor);
            case "text" -> text(value, "/text", parts::text);
            default -> faults.malformed(Fault.child("", name), "is unknown");
        }
    }

    private void filter(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            filter = new FilterParser(view, faults).object(object, "/filter");
        } else {
            faults.malformed("/filter", "must be an object");
        }
    }

    private void sort(@Nullable Object value) {
        if (!(value instanceof List<?> keys)) {
            faults.malformed("/sort", "must be a list");
            return;
        }
        for (int index = 0; index < keys.size(); index++) {
            sortKey(keys.get(index), "/sort/" + index);
        }
    }

    private void sortKey(@Nullable Object key, String pointer) {
        if (!(key instanceof Map<?, ?> object) || !(object.get("field") instanceof String field)) {
            faults.malformed(pointer, "must be an object with a field and an order");
            return;
        }
        for (Object name : object.keySet()) {
            if (!name.equals("field") && !name.equals("order")) {
                faults.malformed(Fault.child(pointer, String.valueOf(name)), "is unknown");
            }
        }
        Object order = object.containsKey("order") ? object.get("order") : "asc";
        parts.sortBy(field, order instanceof String text ? text : "", pointer);
    }

    private void number(@Nullable Object value, String pointer, Consumer<@Nullable Object> part) {
        if (value instanceof Number) {
            part.accept(new RawValue.Typed(value).as(FieldType.INTEGER));
        } else {
            faults.malformed(pointer, "must be a number");
        }
    }

    /** Null is the absence of a search, and of a further page in an answer whose cursor is sent back as it came. */
    private void text(@Nullable Object value, String pointer, Consumer<String> part) {
        if (value instanceof String text) {
            part.accept(text);
        } else if (value != null) {
            faults.malformed(pointer, "must be text or null");
        }
    }

    private void count(@Nullable Object value) {
        if (value instanceof Boolean wanted) {
            parts.count(wanted);
        } else {
            faults.malformed("/count", "must be true or false");
        }
    }

    private List<String> names(@Nullable Object value, String pointer) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        faults.malformed(pointer, "must be a list of names");
        return List.of();
    }
}
