package io.fluvius.live;

import static io.fluvius.live.StreamPositionTest.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.Operator;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.progress.Position;
import io.fluvius.query.Change;
import io.fluvius.query.Filter;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an event means to a follower of all notes about milk. */
class RowTransitionTest {

    private static final UUID ID = UUID.randomUUID();
    private static final StreamPosition PLACE = place(9, 7);

    @Test
    void a_row_that_begins_to_match_has_changed() {
        assertThat(told(null, "milk")).isEqualTo(changed("milk"));
        assertThat(told("bread", "milk")).isEqualTo(changed("milk"));
    }

    @Test
    void a_row_that_goes_on_matching_has_changed() {
        assertThat(told("milk", "more milk")).isEqualTo(changed("more milk"));
    }

    @Test
    void a_row_that_matches_no_longer_is_removed() {
        assertThat(told("milk", "bread")).isEqualTo(new Change.Removed<Note>(ID, 4, "9-7"));
    }

    @Test
    void a_row_that_is_gone_is_removed() {
        assertThat(told("milk", null)).isEqualTo(new Change.Removed<Note>(ID, 4, "9-7"));
    }

    @Test
    void a_row_that_never_matched_is_of_no_concern() {
        assertThat(told("bread", "butter")).isNull();
        assertThat(told(null, "butter")).isNull();
        assertThat(told("butter", null)).isNull();
        assertThat(told(null, null)).isNull();
    }

    @Test
    void a_row_that_stayed_as_it_was_has_not_changed() {
        Note same = new Note(ID, "milk", 3);

        assertThat(seen(same, same)).isNull();
    }

    @Test
    void where_no_place_can_be_told_none_is() {
        MatchedChange<Note> seen = seen(null, new Note(ID, "milk", 4));

        assertThat(seen.from(null).resumeToken()).isNull();
        assertThat(seen.from(place(999, LongStream.range(0, 251).toArray())).resumeToken())
                .isNull();
    }

    private static Change<Note> changed(String text) {
        return new Change.Changed<>(new Note(ID, text, 4), "9-7");
    }

    private static @Nullable Change<Note> told(@Nullable String before, @Nullable String after) {
        MatchedChange<Note> seen =
                seen(before == null ? null : new Note(ID, before, 3), after == null ? null : new Note(ID, after, 4));
        return seen == null ? null : seen.from(PLACE);
    }

    private static @Nullable MatchedChange<Note> seen(@Nullable Note before, @Nullable Note after) {
        Filter milk = new Filter.Compare(NoteDomain.VIEW.field("text").orElseThrow(), Operator.HAS, List.of("MILK"));
        return new RowTransition<>(ID, 4, new Position(9), before, after, PLACE)
                .seenThrough(milk, new FilterMatcher<>(NoteDomain.VIEW));
    }
}
