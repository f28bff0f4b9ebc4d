package io.fluvius.query.parser;

import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Fault;
import io.fluvius.query.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses filters and limits their size. Each query needs a new parser. */
final class FilterParser {

    static final int MAX_DEPTH = 8;
    static final int MAX_STATEMENTS = 100;
    /** Limits filters whose composites contain no statements. */
    static final int MAX_OBJECTS = 1000;

    static final Set<String> COMPOSITES = Set.of(".and", ".or", "!and", "!or");

    private final StatementParser statements;
    private final QueryFaults faults;
    private int statementCount;
    private int objectCount;

    FilterParser(ViewType<?> view, QueryFaults faults) {
        this.statements = new StatementParser(view, faults);
        this.faults = faults;
    }

    /** Parses a filter object, without the parts that have faults. */
    Filter object(Map<?, ?> object, String pointer) {
        return object(object, pointer, 1);
    }

    /** Parses a URL parameter, which has at least one value. */
    Filter parameter(String key, List<String> values, String pointer) {
        if (key.startsWith(".") || key.startsWith("!")) {
            faults.add(pointer, "is not supported as a URL parameter; pass it as JSON in the parameter query");
            return Filter.ALL;
        }
        RawValue value =
                values.size() == 1 ? new RawValue.Text(values.getFirst(), false) : new RawValue.Repeated(values);
        return statement(key, value, pointer);
    }

    private Filter object(Map<?, ?> object, String pointer, int depth) {
        if (exceedsObjectLimit(pointer)) {
            return Filter.ALL;
        }
        List<Filter> parts = new ArrayList<>();
        object.forEach((name, value) -> {
            String key = String.valueOf(name);
            String below = Fault.child(pointer, key);
            parts.add(
                    key.startsWith(".") || key.startsWith("!")
                            ? composite(key, value, below, depth)
                            : statement(key, new RawValue.Typed(value), below));
        });
        return parts.size() == 1 ? parts.getFirst() : new Filter.And(parts);
    }

    private Filter statement(String key, RawValue value, String pointer) {
        if (exceedsStatementLimit(pointer)) {
            return Filter.ALL;
        }
        Filter filter = statements.parse(key, value, pointer);
        return filter == null ? Filter.ALL : filter;
    }

    private Filter composite(String key, @Nullable Object value, String pointer, int depth) {
        if (depth > MAX_DEPTH) {
            faults.add(pointer, "is nested too deeply: the maximum depth is " + MAX_DEPTH);
            return Filter.ALL;
        }
        if (!COMPOSITES.contains(key)) {
            faults.add(pointer, "must be one of .and .or !and !or");
            return Filter.ALL;
        }
        List<Filter> parts = parts(value, pointer, depth);
        Filter filter = key.endsWith("and") ? new Filter.And(parts) : new Filter.Or(parts);
        return key.startsWith("!") ? new Filter.Not(filter) : filter;
    }

    private List<Filter> parts(@Nullable Object value, String pointer, int depth) {
        if (value instanceof Map<?, ?> single) {
            return List.of(object(single, pointer, depth + 1));
        }
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            faults.add(pointer, "must be a filter object or a non-empty list of filter objects");
            return List.of();
        }
        List<Filter> parts = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            String below = pointer + "/" + index;
            if (list.get(index) instanceof Map<?, ?> part) {
                parts.add(object(part, below, depth + 1));
            } else {
                faults.add(below, "must be a filter object");
            }
        }
        return parts;
    }

    private boolean exceedsStatementLimit(String pointer) {
        statementCount++;
        if (statementCount == MAX_STATEMENTS + 1) {
            faults.add(pointer, "exceeds the limit of " + MAX_STATEMENTS + " statements in a filter");
        }
        return statementCount > MAX_STATEMENTS;
    }

    private boolean exceedsObjectLimit(String pointer) {
        objectCount++;
        if (objectCount == MAX_OBJECTS + 1 && statementCount <= MAX_STATEMENTS) {
            faults.add(pointer, "exceeds the limit of " + MAX_OBJECTS + " filter objects in a filter");
        }
        return objectCount > MAX_OBJECTS;
    }
}
