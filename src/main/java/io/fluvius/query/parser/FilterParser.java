package io.fluvius.query.parser;

import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Fault;
import io.fluvius.query.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses filters, and bounds them: one parser a query. */
final class FilterParser {

    static final int MAX_DEPTH = 8;
    static final int MAX_STATEMENTS = 100;
    /** Bounds what composites without statements can pile up. */
    static final int MAX_OBJECTS = 1000;

    private static final Set<String> COMPOSITES = Set.of(".and", ".or", "!and", "!or");

    private final StatementParser statements;
    private final QueryFaults faults;
    private int parsed;
    private int objects;

    FilterParser(ViewType<?> view, QueryFaults faults) {
        this.statements = new StatementParser(view, faults);
        this.faults = faults;
    }

    /** The filter object's meaning; parts that have faults are left out. */
    Filter object(Map<?, ?> object, String pointer) {
        return object(object, pointer, 1);
    }

    /** One parameter of a URL. */
    Filter parameter(String key, String text, String pointer) {
        if (key.startsWith(".") || key.startsWith("!")) {
            faults.add(pointer, "cannot stand in a simple URL; write it as JSON in the parameter query");
            return Filter.ALL;
        }
        return statement(key, fromText(text), pointer);
    }

    private Filter object(Map<?, ?> object, String pointer, int depth) {
        if (tooManyObjects(pointer)) {
            return Filter.ALL;
        }
        List<Filter> parts = new ArrayList<>();
        object.forEach((name, value) -> {
            String key = String.valueOf(name);
            String below = Fault.child(pointer, key);
            parts.add(
                    key.startsWith(".") || key.startsWith("!")
                            ? composite(key, value, below, depth)
                            : statement(key, fromJson(value), below));
        });
        return parts.size() == 1 ? parts.getFirst() : new Filter.And(parts);
    }

    private Filter statement(String key, StatementParser.Values values, String pointer) {
        if (tooMany(pointer)) {
            return Filter.ALL;
        }
        Filter filter = statements.parse(key, values, pointer);
        return filter == null ? Filter.ALL : filter;
    }

    private Filter composite(String key, @Nullable Object value, String pointer, int depth) {
        if (tooDeep(pointer, depth)) {
            return Filter.ALL;
        }
        if (!COMPOSITES.contains(key)) {
            faults.add(pointer, "is none of .and .or !and !or");
            return Filter.ALL;
        }
        List<Filter> parts = parts(value, pointer, depth);
        Filter plain = key.endsWith("and") ? new Filter.And(parts) : new Filter.Or(parts);
        return key.startsWith("!") ? new Filter.Not(plain) : plain;
    }

    private List<Filter> parts(@Nullable Object value, String pointer, int depth) {
        if (value instanceof Map<?, ?> single) {
            return List.of(object(single, pointer, depth + 1));
        }
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            faults.add(pointer, "must be a filter object or a list of at least one");
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

    private boolean tooMany(String pointer) {
        parsed++;
        if (parsed == MAX_STATEMENTS + 1) {
            faults.add(pointer, "is one statement too many: a filter has at most " + MAX_STATEMENTS);
        }
        return parsed > MAX_STATEMENTS;
    }

    private boolean tooManyObjects(String pointer) {
        objects++;
        if (objects == MAX_OBJECTS + 1 && parsed <= MAX_STATEMENTS) {
            faults.add(pointer, "is one filter object too many: there are at most " + MAX_OBJECTS);
        }
        return objects > MAX_OBJECTS;
    }

    private boolean tooDeep(String pointer, int depth) {
        if (depth <= MAX_DEPTH) {
            return false;
        }
        faults.add(pointer, "lies too deep: filters nest at most " + MAX_DEPTH + " deep");
        return true;
    }

    private static StatementParser.Values fromJson(@Nullable Object value) {
        return new StatementParser.Values() {
            @Override
            public RawValue single() {
                return new RawValue.Typed(value);
            }

            @Override
            public @Nullable List<RawValue> list() {
                if (!(value instanceof Iterable<?> many)) {
                    return null;
                }
                List<RawValue> values = new ArrayList<>();
                many.forEach(it -> values.add(new RawValue.Typed(it)));
                return values;
            }
        };
    }

    private static StatementParser.Values fromText(String text) {
        return new StatementParser.Values() {
            @Override
            public RawValue single() {
                return new RawValue.Text(text);
            }

            @Override
            public List<RawValue> list() {
                // with the limit, empty values at the end are not lost but faults
                return Arrays.stream(text.split(",", -1))
                        .<RawValue>map(RawValue.Text::new)
                        .toList();
            }
        };
    }
}
