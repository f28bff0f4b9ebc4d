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

/** Parses a query in map form, which is also the form of a JSON body. */
final class MapQueryParser<V extends Record> {

    private final ViewType<V> view;
    private final QueryFaults faults = new QueryFaults();
    private final QueryAssembler<V> assembler;
    private Filter filter = Filter.ALL;

    MapQueryParser(ViewType<V> view, Cursors cursors) {
        this.view = view;
        this.assembler = new QueryAssembler<>(view, cursors, faults);
    }

    Query<V> parse(Map<String, ?> request) {
        request.forEach(this::member);
        return assembler.query(filter);
    }

    private void member(String name, @Nullable Object value) {
        switch (name) {
            case "filter" -> filter(value);
            case "sort" -> sort(value);
            case "limit" -> number(value, "/limit", assembler::limit);
            case "page" -> number(value, "/page", assembler::page);
            case "count" -> count(value);
            case "include" -> assembler.include(names(value, "/include"));
            case "exclude" -> assembler.exclude(names(value, "/exclude"));
            case "cursor" -> text(value, "/cursor", assembler::cursor);
            case "text" -> text(value, "/text", assembler::text);
            default -> faults.addMalformed(Fault.child("", name), "is unknown");
        }
    }

    private void filter(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            filter = new FilterParser(view, faults).object(object, "/filter");
        } else {
            faults.addMalformed("/filter", "must be an object");
        }
    }

    private void sort(@Nullable Object value) {
        if (!(value instanceof List<?> keys)) {
            faults.addMalformed("/sort", "must be a list");
            return;
        }
        for (int index = 0; index < keys.size(); index++) {
            sortKey(keys.get(index), "/sort/" + index);
        }
    }

    private void sortKey(@Nullable Object key, String pointer) {
        if (!(key instanceof Map<?, ?> object) || !(object.get("field") instanceof String field)) {
            faults.addMalformed(pointer, "must be an object with the members field and order");
            return;
        }
        for (Object name : object.keySet()) {
            if (!name.equals("field") && !name.equals("order")) {
                faults.addMalformed(Fault.child(pointer, String.valueOf(name)), "is unknown");
            }
        }
        Object order = object.containsKey("order") ? object.get("order") : "asc";
        assembler.sortBy(field, order instanceof String text ? text : "", pointer);
    }

    private void number(@Nullable Object value, String pointer, Consumer<@Nullable Object> target) {
        if (value instanceof Number) {
            target.accept(new RawValue.Typed(value).as(FieldType.INTEGER));
        } else {
            faults.addMalformed(pointer, "must be a number");
        }
    }

    /** Null means no search, and no cursor: clients may send the null cursor of a page back. */
    private void text(@Nullable Object value, String pointer, Consumer<String> target) {
        if (value instanceof String text) {
            target.accept(text);
        } else if (value != null) {
            faults.addMalformed(pointer, "must be text or null");
        }
    }

    private void count(@Nullable Object value) {
        if (value instanceof Boolean isCounted) {
            assembler.count(isCounted);
        } else {
            faults.addMalformed("/count", "must be true or false");
        }
    }

    private List<String> names(@Nullable Object value, String pointer) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        faults.addMalformed(pointer, "must be a list of names");
        return List.of();
    }
}
