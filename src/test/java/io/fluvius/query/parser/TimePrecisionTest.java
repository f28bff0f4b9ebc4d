package io.fluvius.query.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A time with nanoseconds is compared exactly with rows that have microseconds. */
class TimePrecisionTest {

    private static final ViewType<ThingView> THINGS = ViewType.of("thing", ThingView.class);
    private static final Instant BELOW = Instant.parse("2026-01-01T12:00:00.123456Z");
    private static final Instant BETWEEN = BELOW.plusNanos(700);
    private static final Instant ABOVE = BELOW.plusNanos(1_000);

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("seenAt.gt", BETWEEN, Operator.GT, List.of(BELOW)),
                Arguments.of("seenAt.gte", BETWEEN, Operator.GTE, List.of(ABOVE)),
                Arguments.of("seenAt.lt", BETWEEN, Operator.LT, List.of(ABOVE)),
                Arguments.of("seenAt.lte", BETWEEN, Operator.LTE, List.of(BELOW)),
                Arguments.of("seenAt", BETWEEN, Operator.IN, List.of()),
                Arguments.of("seenAt.ne", BETWEEN, Operator.NOTIN, List.of()),
                Arguments.of("seenAt.in", List.of(BETWEEN, BELOW), Operator.IN, List.of(BELOW)),
                Arguments.of("seenAt.in", new Instant[] {BETWEEN, ABOVE}, Operator.IN, List.of(ABOVE)),
                Arguments.of("seenAt.notin", List.of(BETWEEN, BELOW), Operator.NOTIN, List.of(BELOW)),
                Arguments.of("seenAt.between", List.of(BETWEEN, ABOVE), Operator.BETWEEN, List.of(ABOVE, ABOVE)),
                Arguments.of("seenAt.between", List.of(BELOW, BETWEEN), Operator.BETWEEN, List.of(BELOW, BELOW)),
                Arguments.of("seenAt.gte", BELOW, Operator.GTE, List.of(BELOW)));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void a_statement_keeps_its_meaning(String statement, Object value, Operator operator, List<Object> expected) {
        Filter.Compare filter = (Filter.Compare) filter(statement, value);

        assertThat(filter.operator()).isEqualTo(operator);
        assertThat(filter.values()).isEqualTo(expected);
    }

    @Test
    void text_may_have_nine_digits() {
        assertThat(filter("seenAt.gte", "2026-01-01T12:00:00.123456001Z")).isEqualTo(filter("seenAt.gte", ABOVE));
    }

    private static Filter filter(String statement, Object value) {
        return ParsedQueries.of(THINGS, Map.of("filter", Map.of(statement, value)))
                .filter();
    }
}
