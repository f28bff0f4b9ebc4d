package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.problem.Fault;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPositionTest {

    @Test
    void its_text_is_its_index_and_its_gaps() {
        assertThat(position(-1)).hasToString("-1");
        assertThat(position(1042)).hasToString("1042");
        assertThat(position(1042, 1041, 1038)).hasToString("1042-1038.1041");
    }

    @Test
    void it_includes_earlier_events_except_the_gaps() {
        StreamPosition position = position(5, 3);

        assertThat(LongStream.rangeClosed(1, 6).filter(position::includes)).containsExactly(1L, 2L, 4L, 5L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1 2",
                "-2",
                "--1",
                "1-",
                "1-1",
                "1-2",
                "5-3.",
                "5-.3",
                "5-3..4",
                "5-3,4",
                "+5",
                "5.3",
                "0x5",
                "٣",
                "9999999999999999999",
                "5-9999999999999999999",
                "-1-0"
            })
    void any_other_text_is_rejected(String text) {
        assertRejected(text);
    }

    private static void assertRejected(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> StreamPosition.parse(text))
                .satisfies(failure -> {
                    assertThat(failure.problem().code()).isEqualTo(ProblemCode.INVALID_QUERY);
                    assertThat(failure.problem().errors())
                            .extracting(Fault::pointer)
                            .containsExactly("/Last-Event-ID");
                });
    }

    @Test
    void surrounding_white_space_is_ignored() {
        assertThat(StreamPosition.parse(" 5-3 ")).isEqualTo(position(5, 3));
    }

    @Test
    void more_gaps_than_fit_into_a_header_are_neither_written_nor_parsed() {
        StreamPosition full = position(1_000, LongStream.range(0, 250).toArray());
        StreamPosition tooMany = position(1_000, LongStream.range(0, 251).toArray());

        assertThat(full.text()).isEqualTo(full.toString());
        assertThat(StreamPosition.parse(full.toString())).isEqualTo(full);
        assertThat(tooMany.text()).isNull();
        assertRejected(tooMany.toString());
        assertRejected("10000-" + "1.".repeat(100_000) + "1");
    }

    @Test
    void its_token_has_the_type_of_the_tokens_of_the_store() {
        assertThat(position(5, 3).toToken(GapAwareTrackingToken.newInstance(9, Set.of())))
                .isEqualTo(GapAwareTrackingToken.newInstance(5, Set.of(3L)));
        assertThat(position(5).toToken(new GlobalSequenceTrackingToken(9)))
                .isEqualTo(new GlobalSequenceTrackingToken(5));
        assertThat(position(-1).toToken(new GlobalSequenceTrackingToken(9))).isNull();
    }

    @Test
    void it_is_read_from_tokens_of_both_types() {
        assertThat(StreamPosition.of(GapAwareTrackingToken.newInstance(5, Set.of(3L))))
                .isEqualTo(position(5, 3));
        assertThat(StreamPosition.of(new GlobalSequenceTrackingToken(5))).isEqualTo(position(5));
        assertThat(StreamPosition.of(null)).isEqualTo(position(-1));
    }

    @Test
    void the_index_read_is_the_next_index_or_the_filled_gap() {
        assertThat(position(5).indexRead(position(6))).isEqualTo(6);
        assertThat(position(5).indexRead(position(9, 6, 7, 8))).isEqualTo(9);
        assertThat(position(9, 6, 7, 8).indexRead(position(9, 6, 8))).isEqualTo(7);
    }

    @Test
    void gaps_that_timed_out_are_not_the_index_read() {
        assertThat(position(9, 3, 4, 7).indexRead(position(9))).isEqualTo(7);
        assertThat(position(9, 3, 4, 7).indexRead(position(9, 7))).isEqualTo(4);
        assertThat(position(9, 3, 4).indexRead(position(10))).isEqualTo(10);
    }

    @Test
    void a_union_includes_the_events_of_both_positions() {
        StreamPosition both = position(9, 3, 5, 7).union(position(6, 2, 3));

        assertThat(both)
                .isEqualTo(position(9, 3, 7))
                .isEqualTo(position(6, 2, 3).union(position(9, 3, 5, 7)));
    }

    @Test
    void removed_events_become_gaps() {
        assertThat(position(9, 3).without(List.of(5L, 7L))).isEqualTo(position(9, 3, 5, 7));
        assertThat(position(9, 7).without(List.of(9L, 8L))).isEqualTo(position(6));
        assertThat(position(9).without(List.of())).isEqualTo(position(9));
    }

    static StreamPosition position(long index, long... gaps) {
        return new StreamPosition(
                index, new TreeSet<>(List.of(LongStream.of(gaps).boxed().toArray(Long[]::new))));
    }
}
