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
    void it_is_written_as_its_index_and_its_gaps() {
        assertThat(place(-1)).hasToString("-1");
        assertThat(place(1042)).hasToString("1042");
        assertThat(place(1042, 1041, 1038)).hasToString("1042-1038.1041");
    }

    @Test
    void it_includes_what_came_before_but_the_gaps() {
        StreamPosition place = place(5, 3);

        assertThat(LongStream.rangeClosed(1, 6).filter(place::includes)).containsExactly(1L, 2L, 4L, 5L);
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
    void what_is_no_place_is_refused(String text) {
        assertRefused(text);
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> StreamPosition.parse(text))
                .satisfies(refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_QUERY);
                    assertThat(refused.problem().errors())
                            .extracting(Fault::pointer)
                            .containsExactly("/Last-Event-ID");
                });
    }

    @Test
    void space_around_it_does_not_matter() {
        assertThat(StreamPosition.parse(" 5-3 ")).isEqualTo(place(5, 3));
    }

    @Test
    void a_text_that_would_fit_into_no_header_is_neither_given_nor_taken() {
        StreamPosition most = place(1_000, LongStream.range(0, 250).toArray());
        StreamPosition more = place(1_000, LongStream.range(0, 251).toArray());

        assertThat(most.text()).isEqualTo(most.toString());
        assertThat(StreamPosition.parse(most.toString())).isEqualTo(most);
        assertThat(more.text()).isNull();
        assertRefused(more.toString());
        assertRefused("10000-" + "1.".repeat(100_000) + "1");
    }

    @Test
    void it_begins_a_stream_of_the_kind_that_the_store_has() {
        assertThat(place(5, 3).token(GapAwareTrackingToken.newInstance(9, Set.of())))
                .isEqualTo(GapAwareTrackingToken.newInstance(5, Set.of(3L)));
        assertThat(place(5).token(new GlobalSequenceTrackingToken(9))).isEqualTo(new GlobalSequenceTrackingToken(5));
        assertThat(place(-1).token(new GlobalSequenceTrackingToken(9))).isNull();
    }

    @Test
    void it_is_read_off_tokens_of_either_kind() {
        assertThat(StreamPosition.of(GapAwareTrackingToken.newInstance(5, Set.of(3L))))
                .isEqualTo(place(5, 3));
        assertThat(StreamPosition.of(new GlobalSequenceTrackingToken(5))).isEqualTo(place(5));
        assertThat(StreamPosition.of(null)).isEqualTo(place(-1));
    }

    @Test
    void the_event_before_is_the_next_index_or_the_gap_that_is_filled() {
        assertThat(place(5).eventBefore(place(6))).isEqualTo(6);
        assertThat(place(5).eventBefore(place(9, 6, 7, 8))).isEqualTo(9);
        assertThat(place(9, 6, 7, 8).eventBefore(place(9, 6, 8))).isEqualTo(7);
    }

    @Test
    void gaps_given_up_for_lost_are_not_taken_for_the_event() {
        assertThat(place(9, 3, 4, 7).eventBefore(place(9))).isEqualTo(7);
        assertThat(place(9, 3, 4, 7).eventBefore(place(9, 7))).isEqualTo(4);
        assertThat(place(9, 3, 4).eventBefore(place(10))).isEqualTo(10);
    }

    @Test
    void two_places_together_include_what_either_does() {
        StreamPosition both = place(9, 3, 5, 7).and(place(6, 2, 3));

        assertThat(both).isEqualTo(place(9, 3, 7)).isEqualTo(place(6, 2, 3).and(place(9, 3, 5, 7)));
    }

    @Test
    void a_place_without_some_events_has_them_as_gaps() {
        assertThat(place(9, 3).without(List.of(5L, 7L))).isEqualTo(place(9, 3, 5, 7));
        assertThat(place(9, 7).without(List.of(9L, 8L))).isEqualTo(place(6));
        assertThat(place(9).without(List.of())).isEqualTo(place(9));
    }

    static StreamPosition place(long index, long... gaps) {
        return new StreamPosition(
                index, new TreeSet<>(List.of(LongStream.of(gaps).boxed().toArray(Long[]::new))));
    }
}
