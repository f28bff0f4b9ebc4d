package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Position;
import io.fluvius.domain.view.Operator;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.query.Change;
import io.fluvius.query.Filter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The effect of an event on the notes about milk. */
class RowTransitionTest {

    private static final UUID ID = UUID.randomUUID();
    private static final Position POSITION = new Position(9);
    private static final Filter MILK =
            new Filter.Compare(NoteDomain.VIEW.field("text").orElseThrow(), Operator.HAS, List.of("MILK"));

    @Test
    void a_row_that_starts_to_match_has_changed() {
        assertThat(change(null, "milk")).isEqualTo(changed("milk"));
        assertThat(change("bread", "milk")).isEqualTo(changed("milk"));
    }

    @Test
    void a_changed_row_that_still_matches_has_changed() {
        assertThat(change("milk", "more milk")).isEqualTo(changed("more milk"));
    }

    @Test
    void a_row_that_no_longer_matches_is_removed() {
        assertThat(change("milk", "bread")).isEqualTo(new Change.Removed<Note>(ID, 4, "9"));
    }

    @Test
    void a_deleted_row_is_removed() {
        assertThat(change("milk", null)).isEqualTo(new Change.Removed<Note>(ID, 4, "9"));
    }

    @Test
    void a_row_that_matches_neither_before_nor_after_is_ignored() {
        assertThat(change("bread", "butter")).isNull();
        assertThat(change(null, "butter")).isNull();
        assertThat(change("butter", null)).isNull();
        assertThat(change(null, null)).isNull();
    }

    @Test
    void an_unchanged_row_is_ignored() {
        Note same = new Note(ID, "milk", 3);

        assertThat(matched(same, same)).isNull();
    }

    @Test
    void a_change_has_the_position_at_which_its_subscriber_resumes() {
        RowTransition<Note> change = matched(null, new Note(ID, "milk", 4));

        assertThat(change.toChange(new Position(7)).resumeToken()).isEqualTo("7");
    }

    private static Change<Note> changed(String text) {
        return new Change.Changed<>(new Note(ID, text, 4), "9");
    }

    private static @Nullable Change<Note> change(@Nullable String before, @Nullable String after) {
        RowTransition<Note> change =
                matched(before == null ? null : new Note(ID, before, 3), after == null ? null : new Note(ID, after, 4));
        return change == null ? null : change.toChange(POSITION);
    }

    private static @Nullable RowTransition<Note> matched(@Nullable Note before, @Nullable Note after) {
        return RowTransition.matched(List.of(transition(ID, before, after)), NoteDomain.VIEW, MILK).stream()
                .findFirst()
                .orElse(null);
    }

    private static RowTransition<Note> transition(UUID row, @Nullable Note before, @Nullable Note after) {
        return new RowTransition<>(ID, row, 4, before, after, POSITION, POSITION);
    }

    @Test
    void a_subscriber_that_has_received_some_effects_of_an_event_resumes_before_it() {
        List<RowTransition<Note>> effects = Stream.of("milk", "bread", "sour milk", "milk shake", "butter")
                .map(text -> new Note(UUID.randomUUID(), text, 4))
                .map(note -> transition(note.id(), null, note))
                .toList();

        assertThat(RowTransition.matched(effects, NoteDomain.VIEW, MILK))
                .extracting(RowTransition::resumeAt)
                .containsExactly(new Position(8), new Position(8), POSITION);
    }
}
