package io.fluvius.query;

import io.fluvius.domain.Searched;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A second implementation of the query language, on records in memory and written from its description, with which the other
 * implementations are compared. Shares no code with the parser, the filter tree or the SQL. Tests override single steps to
 * introduce errors on purpose.
 */
public class ReferenceQuery {

    private static final Pattern OPERATOR = Pattern.compile("[.!]");
    private static final ClassValue<Map<String, Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> record) {
            return accessors(record);
        }
    };

    /** Returns all rows that a request in map form selects, in its order; ignores the page. */
    public final <V extends Record> List<V> rows(Map<String, ?> request, Collection<V> all) {
        Map<?, ?> filter = (Map<?, ?>) member(request, "filter", Map.of());
        String text = (String) member(request, "text", "");
        return all.stream()
                .filter(row -> matches(filter, row) && found(text, row))
                .sorted(order(keys(request)))
                .toList();
    }

    /** Returns whether a row matches a filter in map form. */
    public final boolean matches(Map<?, ?> filter, Record row) {
        return filter.entrySet().stream().allMatch(entry -> statement((String) entry.getKey(), entry.getValue(), row));
    }

    /** Returns whether every word of a search occurs in a searched field of a row. */
    protected boolean found(String text, Record row) {
        return words(text).allMatch(word -> searched(row).anyMatch(it -> holds(it, "has", word)));
    }

    /** Returns the limit of a request, in rows. */
    public static int limit(Map<String, ?> request) {
        return (int) member(request, "limit", 25);
    }

    /** Returns the order of sort keys in map form: null values last, followed by the id. */
    protected Comparator<Record> order(List<Map<String, String>> sort) {
        Comparator<Record> order = Comparator.comparing(row -> 0);
        for (Map<String, String> key : sort) {
            Comparator<Record> ascending = ascending(key.get("field"));
            order = order.thenComparing("desc".equals(key.get("order")) ? ascending.reversed() : ascending);
        }
        return order.thenComparing(ascending("id"));
    }

    protected Comparator<Record> ascending(String field) {
        return Comparator.comparing(row -> value(row, field), Comparator.nullsLast(this::compared));
    }

    protected boolean statement(String key, Object operand, Record row) {
        return switch (key) {
            case ".and" -> parts(operand).allMatch(part -> matches(part, row));
            case "!and" -> !parts(operand).allMatch(part -> matches(part, row));
            case ".or" -> parts(operand).anyMatch(part -> matches(part, row));
            case "!or" -> parts(operand).noneMatch(part -> matches(part, row));
            default -> comparison(key, operand, row);
        };
    }

    private boolean comparison(String key, Object operand, Record row) {
        String[] name = OPERATOR.split(key);
        boolean holds = holds(value(row, name[0]), name.length == 1 ? "eq" : name[1], operand);
        return key.contains("!") != holds;
    }

    /** Returns whether the value of a row satisfies an operator without negation. */
    protected boolean holds(Object actual, String operator, Object operand) {
        return switch (operator) {
            case "eq" -> operand == null ? actual == null : is(actual, it -> compared(it, operand) == 0);
            case "ne" -> !holds(actual, "eq", operand);
            case "in" -> list(operand).stream().anyMatch(each -> holds(actual, "eq", each));
            case "notin" -> !holds(actual, "in", operand);
            case "gt" -> is(actual, it -> compared(it, operand) > 0);
            case "gte" -> is(actual, it -> compared(it, operand) >= 0);
            case "lt" -> is(actual, it -> compared(it, operand) < 0);
            case "lte" -> is(actual, it -> compared(it, operand) <= 0);
            case "between" ->
                holds(actual, "gte", list(operand).getFirst())
                        && holds(actual, "lte", list(operand).getLast());
            case "has" ->
                is(
                        actual,
                        it -> it instanceof Set<?> set
                                ? set.contains(operand)
                                : withoutCase(it).contains(withoutCase(operand)));
            case "starts" -> is(actual, it -> withoutCase(it).startsWith(withoutCase(operand)));
            case "ends" -> is(actual, it -> withoutCase(it).endsWith(withoutCase(operand)));
            case "all" -> is(actual, it -> ((Set<?>) it).containsAll(list(operand)));
            case "any" -> is(actual, it -> list(operand).stream().anyMatch(((Set<?>) it)::contains));
            default -> throw new IllegalArgumentException(operator);
        };
    }

    /** Compares the value of a row with the value of another row or with an operand. */
    protected int compared(Object actual, Object operand) {
        return compare(actual, operand);
    }

    /** Converts with the JDK, whose lower case of sigma depends on its place. */
    protected String withoutCase(Object text) {
        String lower = normalized((String) text)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return normalized(lower.replace('ς', 'σ'));
    }

    static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    protected Stream<String> words(String text) {
        StringBuilder spaced = new StringBuilder();
        text.codePoints()
                .map(it -> Character.isWhitespace(it) || Character.isSpaceChar(it) ? ' ' : it)
                .forEach(spaced::appendCodePoint);
        return Arrays.stream(spaced.toString().split(" ")).filter(word -> !word.isEmpty());
    }

    private static Stream<Object> searched(Record row) {
        return Arrays.stream(row.getClass().getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Searched.class))
                .map(component -> value(row, component.getName()));
    }

    private static Stream<Map<?, ?>> parts(Object operand) {
        return (operand instanceof List<?> many ? many : List.of(operand))
                .stream().map(part -> (Map<?, ?>) part);
    }

    private static boolean is(Object actual, Predicate<Object> test) {
        return actual != null && test.test(actual);
    }

    private static List<?> list(Object operand) {
        return new ArrayList<>((Collection<?>) operand);
    }

    private static int compare(Object actual, Object operand) {
        return switch (actual) {
            case String text -> compareCodePoints(text, normalized(operand.toString()));
            case Number number -> decimal(number).compareTo(decimal(operand));
            case Boolean truth -> truth.compareTo((Boolean) operand);
            case Instant time -> time.compareTo(operand instanceof Instant other ? other : instant((String) operand));
            case LocalDate day ->
                day.compareTo(operand instanceof LocalDate other ? other : LocalDate.parse((String) operand));
            // the canonical form of a UUID sorts like its bytes; Java's compareTo compares signed numbers
            case UUID id -> id.toString().compareTo(operand.toString().toLowerCase(Locale.ROOT));
            case Enum<?> constant -> constant.name().compareTo(operand.toString());
            default -> throw new IllegalArgumentException(actual.toString());
        };
    }

    private static BigDecimal decimal(Object number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    private static int compareCodePoints(String text, String other) {
        int same = 0;
        while (same < Math.min(text.length(), other.length()) && text.codePointAt(same) == other.codePointAt(same)) {
            same += Character.charCount(text.codePointAt(same));
        }
        return same == text.length() || same == other.length()
                ? Integer.compare(text.length(), other.length())
                : Integer.compare(text.codePointAt(same), other.codePointAt(same));
    }

    static Instant instant(String text) {
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> keys(Map<String, ?> request) {
        List<Map<String, String>> sort = (List<Map<String, String>>) member(request, "sort", List.of());
        return sort.isEmpty() ? List.of(Map.of("field", "createdAt")) : sort;
    }

    private static Object member(Map<String, ?> request, String name, Object otherwise) {
        return request.containsKey(name) ? Objects.requireNonNull(request.get(name)) : otherwise;
    }

    /** Returns the value of a field of a row. */
    protected static Object value(Record row, String field) {
        try {
            return ACCESSORS.get(row.getClass()).get(field).invoke(row);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalArgumentException(field, impossible);
        }
    }

    private static Map<String, Method> accessors(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .peek(accessor -> accessor.setAccessible(true))
                .collect(Collectors.toMap(Method::getName, Function.identity()));
    }
}
