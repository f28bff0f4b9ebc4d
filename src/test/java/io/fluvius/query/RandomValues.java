package io.fluvius.query;

import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Generates random values for every type of field. Few distinct values, so that rows and operands often match, and values
 * that databases, encodings and alphabets treat differently. The first values of each list are the simplest.
 */
final class RandomValues {

    private static final List<String> LETTERS =
            ("aAbB\u00e4\u00c4\u0308\u00df\u017fsS\u0130\u0131iI\u212ak\u03c3\u03c2\u03a3%_!\\'\" ?:{,&"
                            + "\uFFFD\uD83D\uDE00\u05d0\u0634\uD801\uDC00\uD801\uDC28")
                    .codePoints()
                    .mapToObj(Character::toString)
                    .toList();
    private static final List<String> TAGS =
            List.of("x", "X", "y", "z", "", "a,b", "{c}", "\"q\"", "null", "%", "\uD83D\uDE00");
    private static final List<Long> INTEGERS =
            List.of(0L, 1L, -1L, 21L, 22L, (long) Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "1.0",
            "-1",
            "0.1",
            "0.10",
            "1.5",
            "1.500000000",
            "1.500000001",
            "99999999999.999999999",
            "1E+3",
            "1000");
    private static final List<String> TIMES = List.of(
            "2026-01-01T00:00:00Z",
            "2026-01-01",
            "2026-01-01T02:00:00+02:00",
            "2026-01-01T00:00:00.000001Z",
            "2025-12-31T23:59:59.999999Z",
            "1969-12-31T23:59:59.999Z",
            "0001-01-01T00:00:00Z",
            "1582-10-10T12:00:00Z",
            "9999-12-31T23:59:59.999999Z");
    private static final List<String> DAYS =
            List.of("2026-01-01", "2025-12-31", "1969-12-31", "0001-01-01", "1582-10-15", "1500-03-01", "9999-12-31");
    private static final List<String> IDENTIFIERS = List.of(
            "00000000-0000-4000-8000-000000000001",
            "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10",
            "7fffffff-ffff-4fff-bfff-ffffffffffff",
            "80000000-0000-4000-8000-000000000000",
            "ffffffff-ffff-4fff-bfff-ffffffffffff",
            "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFE");
    /** The scale of decimal columns in read models. */
    private static final int DECIMALS = 9;

    private RandomValues() {}

    /** Returns operands for a field, as written in JSON; for a set, elements of the set. */
    static Arbitrary<Object> written(ViewField field) {
        return switch (field.type()) {
            case TEXT -> text().map(it -> it);
            case INTEGER -> Arbitraries.of(INTEGERS).map(it -> it);
            case NUMBER -> Arbitraries.of(NUMBERS).map(BigDecimal::new);
            case DATE_TIME -> Arbitraries.of(TIMES).map(it -> it);
            case DATE -> Arbitraries.of(DAYS).map(it -> it);
            case BOOLEAN -> Arbitraries.of(true, false).map(it -> it);
            case UUID -> Arbitraries.of(IDENTIFIERS).map(it -> it);
            case ENUM -> Arbitraries.of(field.names()).map(it -> it);
            case TEXT_SET -> Arbitraries.of(TAGS).map(it -> it);
        };
    }

    /** Returns two operands for a numeric or temporal field, the first not after the second, as written in JSON. */
    static Arbitrary<List<Object>> range(ViewField field) {
        Function<Object, BigDecimal> order = field.type() == FieldType.DATE || field.type() == FieldType.DATE_TIME
                ? written -> seconds(ReferenceQuery.instant(written.toString()))
                : written -> new BigDecimal(written.toString());
        return written(field)
                .list()
                .ofSize(2)
                .map(range -> range.stream().sorted(Comparator.comparing(order)).toList());
    }

    /** Returns texts for a search box. */
    static Arbitrary<String> search() {
        Arbitrary<String> words =
                Arbitraries.of(LETTERS).list().ofMinSize(1).ofMaxSize(2).map(RandomValues::joined);
        Arbitrary<String> blanks = Arbitraries.of(" ", "", "\t\n", "\u00a0", "\u3000 ");
        return Combinators.combine(blanks, words, blanks)
                .as((before, word, after) -> before + word + after)
                .list()
                .ofMaxSize(3)
                .map(RandomValues::joined);
    }

    /** Returns values that a row can have in a field, including null if the field is nullable. */
    static Arbitrary<Object> held(ViewField field, Class<?> component) {
        Arbitrary<Object> values = present(field, component);
        return field.nullable() ? values.injectNull(1 / 3.0) : values;
    }

    /** Returns identifiers; half of them also occur as values of other fields. */
    static Arbitrary<UUID> identifiers() {
        return Arbitraries.oneOf(
                Arbitraries.of(IDENTIFIERS).map(UUID::fromString),
                Arbitraries.longs().tuple2().map(halves -> new UUID(halves.get1(), halves.get2())));
    }

    private static Arbitrary<Object> present(ViewField field, Class<?> component) {
        return switch (field.type()) {
            case TEXT -> text().map(ReferenceQuery::normalized);
            case BOOLEAN, ENUM -> written(field);
            case INTEGER -> Arbitraries.of(INTEGERS).map(it -> component == Integer.class ? narrowed(it) : it);
            case NUMBER -> Arbitraries.of(NUMBERS).map(it -> new BigDecimal(it).setScale(DECIMALS));
            case DATE_TIME -> Arbitraries.of(TIMES).map(ReferenceQuery::instant);
            case DATE -> Arbitraries.of(DAYS).map(LocalDate::parse);
            case UUID -> identifiers().map(it -> it);
            case TEXT_SET -> Arbitraries.of(TAGS).list().ofMaxSize(3).map(TreeSet::new);
        };
    }

    private static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
    }

    private static long narrowed(long number) {
        return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.of(LETTERS).list().ofMaxSize(3).map(RandomValues::joined);
    }

    private static String joined(List<String> parts) {
        return String.join("", parts);
    }
}
