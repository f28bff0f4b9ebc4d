package io.fluvius.query.parser;

import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Suggestion;
import io.fluvius.query.Filter;
import io.fluvius.query.Query;
import io.fluvius.query.cursor.Cursors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parses a query in map form, which is also the form of a JSON body. A member that is null is left out. */
final class MapQueryParser<V extends Record> {

    private static final Set<String> MEMBERS =
            Set.of("filter", "sort", "limit", "page", "count", "include", "exclude", "cursor", "text");

    private static final String SORT_KEY = " such as {\"field\": \"name\", \"order\": \"asc\"}";

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
        if (!MEMBERS.contains(name)) {
            faults.addMalformed(Fault.child("", name), unknown(name));
        } else if (value != null) {
            known(name, value);
        }
    }

    private String unknown(String name) {
        String field = name.split("[.!]", 2)[0];
        return view.field(field).isPresent() || FilterParser.COMPOSITES.contains(name)
                ? "is unknown; put it into filter"
                : "is unknown" + Suggestion.of(name, MEMBERS);
    }

    private void known(String name, Object value) {
        switch (name) {
            case "filter" -> filter(value);
            case "sort" -> sort(value);
            case "limit" -> number(value, "/limit", assembler::limit);
            case "page" -> number(value, "/page", assembler::page);
            case "count" -> count(value);
            case "include" -> names(value, "/include", assembler::include);
            case "exclude" -> names(value, "/exclude", assembler::exclude);
            case "cursor" -> text(value, "/cursor", assembler::cursor);
            default -> text(value, "/text", assembler::text);
        }
    }

    private void filter(Object value) {
        if (value instanceof Map<?, ?> object) {
            filter = new FilterParser(view, faults).object(object, "/filter");
        } else {
            faults.addMalformed("/filter", "must be an object");
        }
    }

    private void sort(Object value) {
        if (!(value instanceof List<?> keys)) {
            faults.addMalformed("/sort", "must be a list of objects" + SORT_KEY);
            return;
        }
        for (int index = 0; index < keys.size(); index++) {
            sortKey(keys.get(index), "/sort/" + index);
        }
    }

    private void sortKey(@Nullable Object key, String pointer) {
        if (!(key instanceof Map<?, ?> object) || !(object.get("field") instanceof String field)) {
            faults.addMalformed(pointer, "must be an object" + SORT_KEY);
            return;
        }
        for (Object name : object.keySet()) {
            if (!name.equals("field") && !name.equals("order")) {
                faults.addMalformed(Fault.child(pointer, String.valueOf(name)), "is unknown");
            }
        }
        Object order = object.get("order");
        String text = order instanceof String given ? given : "";
        assembler.sortBy(field, order == null ? "asc" : text, pointer);
    }

    private void number(Object value, String pointer, Consumer<@Nullable Object> target) {
        if (value instanceof Number) {
            target.accept(new RawValue.Typed(value).as(FieldType.INTEGER));
        } else {
            faults.addMalformed(pointer, "must be a number");
        }
    }

    private void text(Object value, String pointer, Consumer<String> target) {
        if (value instanceof String text) {
            target.accept(text);
        } else {
            faults.addMalformed(pointer, "must be text");
        }
    }

    private void count(Object value) {
        if (value instanceof Boolean isCounted) {
            assembler.count(isCounted);
        } else {
            faults.addMalformed("/count", "must be true or false");
        }
    }

    private void names(Object value, String pointer, Consumer<List<String>> target) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            target.accept(list.stream().map(String.class::cast).toList());
        } else {
            faults.addMalformed(pointer, "must be a list of names");
        }
    }
}
