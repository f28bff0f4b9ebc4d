package io.fluvius.kernel.state;

import io.fluvius.kernel.Operator;
import io.fluvius.kernel.ViewField;
import io.fluvius.kernel.ViewType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows, filters and orders at random, always the same for the same seed; values are few, so that they meet. */
final class RandomSpecimens {

    static final ViewType<Specimen> TYPE = ViewType.of("specimen", Specimen.class);

    private static final List<String> LETTERS = List.of(
            "a",
            "A",
            "b",
            "B",
            "\u00e4",
            "\u00c4",
            "\u00df",
            "\u017f",
            "s",
            "S",
            "\u0130",
            "\u0131",
            "i",
            "I",
            "\u212a",
            "k",
            "\u03c3",
            "\u03c2",
            "\u03a3",
            "%",
            "_",
            "!",
            "\\",
            "'",
            "\"",
            " ",
            "\uFFFD",
            "\uD83D\uDE00",
            "\u05d0",
            "\u0634",
            "\uD801\uDC00",
            "\uD801\uDC28",
            "?",
            ":",
            "{",
            ",");
    private static final List<String> TAGS =
            List.of("x", "X", "y", "z", "", "a,b", "{c}", "\"q\"", "null", "%", "\uD83D\uDE00");
    private static final List<Long> INTEGERS =
            List.of(0L, 1L, -1L, 21L, 22L, (long) Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final List<String> NUMBERS = List.of(
            "0", "1", "1.0", "-1", "0.1", "0.10", "1.5", "1.500000000", "1.500000001", "99999999999.999999999", "1E+3");
    private static final List<String> TIMES = List.of(
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00.000001Z",
            "2025-12-31T23:59:59.999999Z",
            "1969-12-31T23:59:59.999Z",
            "0001-01-01T00:00:00Z",
            "1582-10-10T12:00:00Z",
            "9999-12-31T23:59:59.999999Z");
    private static final List<String> DAYS =
            List.of("2026-01-01", "2025-12-31", "1969-12-31", "0001-01-01", "1582-10-15", "1500-03-01", "9999-12-31");

    private final Random random;
    private final List<UUID> owners;

    RandomSpecimens(long seed) {
        this.random = new Random(seed);
        this.owners = Stream.generate(this::uuid).limit(5).toList();
    }

    List<Specimen> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> row(each < owners.size() ? owners.get(each) : uuid()))
                .toList();
    }

    /** A filter in its map form. */
    Map<String, Object> filter() {
        return filter(3);
    }

    /** Sort keys in their map form, at most three. */
    List<Map<String, String>> sort() {
        List<ViewField> fields = new ArrayList<>(
                TYPE.fields().stream().filter(it -> it.sortable()).toList());
        Collections.shuffle(fields, random);
        return fields.subList(0, random.nextInt(4)).stream()
                .map(field -> Map.of("field", field.name(), "order", random.nextBoolean() ? "asc" : "desc"))
                .toList();
    }

    private Map<String, Object> filter(int depth) {
        Map<String, Object> filter = new LinkedHashMap<>();
        int statements = depth == 3 && random.nextInt(50) == 0 ? 0 : 1 + random.nextInt(2);
        for (int each = 0; each < statements; each++) {
            if (depth > 1 && random.nextInt(3) == 0) {
                filter.put(pick(List.of(".and", ".or", "!and", "!or")), composite(depth - 1));
            } else {
                statement(filter);
            }
        }
        return filter;
    }

    private Object composite(int depth) {
        return random.nextInt(5) == 0
                ? filter(depth)
                : IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(each -> filter(depth))
                        .toList();
    }

    private void statement(Map<String, Object> filter) {
        ViewField field = pick(TYPE.fields());
        Operator operator = pick(List.copyOf(field.type().operators()));
        boolean negated = random.nextInt(3) == 0;
        String key = operator == Operator.EQ && !negated && random.nextBoolean()
                ? field.name()
                : field.name() + (negated ? "!" : ".") + operator.text();
        filter.put(key, operand(field, operator));
    }

    private Object operand(ViewField field, Operator operator) {
        if (operator == Operator.BETWEEN) {
            Object one = value(field);
            Object other = value(field);
            return ascending(field, one, other) ? List.of(one, other) : List.of(other, one);
        }
        if (operator.takesList()) {
            return Stream.generate(() -> value(field))
                    .limit(1 + random.nextInt(3))
                    .toList();
        }
        boolean absent = (operator == Operator.EQ || operator == Operator.NE) && random.nextInt(5) == 0;
        return absent ? null : value(field);
    }

    private static boolean ascending(ViewField field, Object one, Object other) {
        return switch (field.type()) {
            case INTEGER, NUMBER -> new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) <= 0;
            case DATE_TIME -> !Instant.parse(one.toString()).isAfter(Instant.parse(other.toString()));
            default -> one.toString().compareTo(other.toString()) <= 0;
        };
    }

    private Object value(ViewField field) {
        return switch (field.type()) {
            case TEXT -> text();
            case INTEGER -> pick(INTEGERS);
            case NUMBER -> new BigDecimal(pick(NUMBERS));
            case DATE_TIME -> pick(TIMES);
            case DATE -> pick(DAYS);
            case BOOLEAN -> random.nextBoolean();
            case UUID -> pick(owners).toString();
            case ENUM -> pick(List.of(Specimen.Colour.values())).name();
            case TEXT_SET -> pick(TAGS);
        };
    }

    private Specimen row(UUID id) {
        return new Specimen(
                id,
                text(),
                maybe(this::text),
                pick(INTEGERS),
                maybe(() -> Math.clamp(pick(INTEGERS), Integer.MIN_VALUE, Integer.MAX_VALUE)),
                maybe(() -> new BigDecimal(pick(NUMBERS)).setScale(9)),
                maybe(() -> Instant.parse(pick(TIMES))),
                maybe(() -> LocalDate.parse(pick(DAYS))),
                random.nextBoolean(),
                maybe(random::nextBoolean),
                maybe(() -> pick(owners)),
                pick(List.of(Specimen.Colour.values())),
                maybe(() -> pick(List.of(Specimen.Colour.values()))),
                tags(),
                maybe(this::tags),
                Instant.parse(pick(TIMES)),
                0);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(4); length > 0; length--) {
            text.append(pick(LETTERS));
        }
        return text.toString();
    }

    private Set<String> tags() {
        Set<String> tags = new TreeSet<>();
        for (int size = random.nextInt(4); size > 0; size--) {
            tags.add(pick(TAGS));
        }
        return tags;
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? null : value.get();
    }
}
