package io.fluvius.kernel.state;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The query language once more, on records in memory and straight from its description: what the SQL is compared with.
 * Shares no code with the parser, the filter tree or the SQL.
 */
final class ReferenceQuery {

    private ReferenceQuery() {}

    /** Whether a row matches a filter in its map form. */
    static boolean matches(Map<?, ?> filter, Record row) {
        return filter.entrySet().stream().allMatch(entry -> statement((String) entry.getKey(), entry.getValue(), row));
    }

    /** The order that sort keys in their map form ask for: text by code point, absent values last, the id at the end. */
    static Comparator<Record> order(List<Map<String, String>> sort) {
        Comparator<Record> order = Comparator.comparing(row -> 0);
        for (Map<String, String> key : sort) {
            Comparator<Record> ascending = Comparator.comparing(
                    row -> value(row, key.get("field")), Comparator.nullsLast(ReferenceQuery::compare));
            order = order.thenComparing("desc".equals(key.get("order")) ? ascending.reversed() : ascending);
        }
        return order.thenComparing(row -> value(row, "id"), ReferenceQuery::compare);
    }

    private static boolean statement(String key, Object operand, Record row) {
        return switch (key) {
            case ".and" -> parts(operand).stream().allMatch(part -> matches(part, row));
            case "!and" -> !parts(operand).stream().allMatch(part -> matches(part, row));
            case ".or" -> parts(operand).stream().anyMatch(part -> matches(part, row));
            case "!or" -> parts(operand).stream().noneMatch(part -> matches(part, row));
            default -> comparison(key, operand, row);
        };
    }

    private static List<Map<?, ?>> parts(Object operand) {
        List<Map<?, ?>> parts = new ArrayList<>();
        (operand instanceof List<?> many ? many : List.of(operand)).forEach(part -> parts.add((Map<?, ?>) part));
        return parts;
    }

    private static boolean comparison(String key, Object operand, Record row) {
        String[] name = key.split("[.!]");
        Object actual = value(row, name[0]);
        boolean holds = holds(actual, name.length == 1 ? "eq" : name[1], operand);
        return key.contains("!") != holds;
    }

    private static boolean holds(Object actual, String operator, Object operand) {
        return switch (operator) {
            case "eq" -> operand == null ? actual == null : is(actual, it -> compare(it, operand) == 0);
            case "ne" -> !holds(actual, "eq", operand);
            case "in" -> list(operand).stream().anyMatch(each -> holds(actual, "eq", each));
            case "notin" -> !holds(actual, "in", operand);
            case "gt" -> is(actual, it -> compare(it, operand) > 0);
            case "gte" -> is(actual, it -> compare(it, operand) >= 0);
            case "lt" -> is(actual, it -> compare(it, operand) < 0);
            case "lte" -> is(actual, it -> compare(it, operand) <= 0);
            case "between" ->
                holds(actual, "gte", list(operand).getFirst())
                        && holds(actual, "lte", list(operand).getLast());
            case "has" -> is(actual, it -> it instanceof Set<?> set ? set.contains(operand) : has(it, operand));
            case "starts" -> is(actual, it -> matchesAt((String) it, 0, (String) operand));
            case "ends" -> is(actual, it -> ends((String) it, (String) operand));
            case "all" -> is(actual, it -> ((Set<?>) it).containsAll(list(operand)));
            case "any" -> is(actual, it -> list(operand).stream().anyMatch(((Set<?>) it)::contains));
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static boolean is(Object actual, Predicate<Object> test) {
        return actual != null && test.test(actual);
    }

    private static List<?> list(Object operand) {
        return new ArrayList<>((Collection<?>) operand);
    }

    private static boolean has(Object text, Object part) {
        String whole = (String) text;
        for (int at = 0; at <= whole.length(); at++) {
            if (matchesAt(whole, at, (String) part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean ends(String text, String end) {
        return text.length() >= end.length() && matchesAt(text, text.length() - end.length(), end);
    }

    private static boolean matchesAt(String text, int at, String part) {
        return text.regionMatches(true, at, part, 0, part.length());
    }

    private static int compare(Object actual, Object operand) {
        return switch (actual) {
            case String text -> Arrays.compare(text.codePoints().toArray(), codePoints(operand));
            case Number number -> new BigDecimal(number.toString()).compareTo(new BigDecimal(operand.toString()));
            case Boolean truth -> truth.compareTo((Boolean) operand);
            case Instant time -> time.compareTo(instant(operand.toString()));
            case LocalDate day -> day.compareTo(LocalDate.parse(operand.toString()));
            // in its canonical form a UUID sorts as its bytes do, whatever Java's compareTo thinks of signs
            case UUID id -> id.toString().compareTo(operand.toString());
            case Enum<?> constant -> constant.name().compareTo(operand.toString());
            default -> throw new IllegalArgumentException(actual.toString());
        };
    }

    private static int[] codePoints(Object text) {
        return text.toString().codePoints().toArray();
    }

    private static Instant instant(String text) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** What a row has in a field. */
    static Object value(Record row, String field) {
        try {
            Method accessor = row.getClass().getDeclaredMethod(Objects.requireNonNull(field));
            return accessor.invoke(row);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalArgumentException(field, impossible);
        }
    }
}
