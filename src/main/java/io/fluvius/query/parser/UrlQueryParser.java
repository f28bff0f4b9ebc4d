package io.fluvius.query.parser;

import io.fluvius.domain.text.StrictJson;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Fault;
import io.fluvius.query.Filter;
import io.fluvius.query.Query;
import io.fluvius.query.cursor.Cursors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Parses a query from URL parameters. Every parameter that is not a reserved word is a statement. */
final class UrlQueryParser<V extends Record> {

    static final Set<String> RESERVED =
            Set.of("sort", "limit", "page", "count", "include", "exclude", "query", "cursor", "text", "after", "wait");

    /** The reserved words that take a list: separated by commas, or one value for each time the parameter is given. */
    private static final Set<String> LISTS = Set.of("sort", "include", "exclude");

    /** How other APIs write a sort key: {@code -name}, {@code +name} (in a URL a space), {@code name:desc}. */
    private static final Pattern FOREIGN_SORT_KEY = Pattern.compile("[-+ ]?(?<field>\\w+)(?:[: ](?:asc|desc))?");

    private static final JsonMapper JSON = StrictJson.builder().build();

    private final ViewType<V> view;
    private final QueryFaults faults = new QueryFaults();
    private final QueryAssembler<V> assembler;
    private final FilterParser filters;
    private final List<Filter> statements = new ArrayList<>();

    UrlQueryParser(ViewType<V> view, Cursors cursors) {
        this.view = view;
        this.assembler = new QueryAssembler<>(view, cursors, faults);
        this.filters = new FilterParser(view, faults);
    }

    Query<V> parse(Map<String, List<String>> parameters) {
        parameters.forEach((name, values) -> {
            String pointer = Fault.child("", name);
            if (values.isEmpty()) {
                faults.add(pointer, "has no value");
            } else if (!RESERVED.contains(name)) {
                statements.add(filters.parameter(name, values, pointer));
            } else if (LISTS.contains(name)) {
                list(name, values.size() == 1 ? RawValue.Text.split(values.getFirst()) : values, pointer);
            } else if (values.size() > 1) {
                faults.add(pointer, "is given more than once, but takes one value");
            } else {
                reserved(name, values.getFirst(), pointer);
            }
        });
        // a single statement is not wrapped, as in the map form
        return assembler.query(statements.size() == 1 ? statements.getFirst() : new Filter.And(statements));
    }

    private void list(String name, List<String> values, String pointer) {
        if (values.isEmpty()) {
            faults.add(pointer, "must be a list of at least one element");
            return;
        }
        switch (name) {
            case "include" -> assembler.include(values);
            case "exclude" -> assembler.exclude(values);
            default -> values.forEach(key -> sortKey(key, pointer));
        }
    }

    private void reserved(String name, String value, String pointer) {
        switch (name) {
            case "limit" -> assembler.limit(number(value));
            case "page" -> assembler.page(number(value));
            case "cursor" -> assembler.cursor(value);
            case "text" -> assembler.text(value);
            case "count" -> count(value);
            case "query" -> nested(value);
            default -> faults.add(pointer, "controls how the query is executed and is not part of it");
        }
    }

    private void sortKey(String key, String pointer) {
        Matcher foreign = FOREIGN_SORT_KEY.matcher(key);
        if (foreign.matches()
                && !key.equals(foreign.group("field"))
                && view.field(foreign.group("field")).isPresent()) {
            String order = key.startsWith("-") || key.endsWith("desc") ? "desc" : "asc";
            faults.add(pointer, "must be written as " + foreign.group("field") + "." + order);
            return;
        }
        int dot = key.lastIndexOf('.');
        String field = dot < 0 ? key : key.substring(0, dot);
        assembler.sortBy(field, dot < 0 ? "asc" : key.substring(dot + 1), pointer);
    }

    private void count(String value) {
        if (value.equals("true") || value.equals("false")) {
            assembler.count(Boolean.parseBoolean(value));
        } else {
            faults.add("/count", "must be true or false");
        }
    }

    private void nested(String json) {
        try {
            if (JSON.readValue(json, Object.class) instanceof Map<?, ?> object) {
                statements.add(filters.object(object, "/query"));
            } else {
                faults.add("/query", "must be a filter object");
            }
        } catch (JacksonException | NumberFormatException malformed) {
            // without the parser's message, which contains class names
            faults.add("/query", "must be valid JSON without duplicate keys");
        }
    }

    private static @Nullable Object number(String text) {
        return new RawValue.Text(text, true).as(FieldType.INTEGER);
    }
}
