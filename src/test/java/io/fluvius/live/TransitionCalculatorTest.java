package io.fluvius.live;

import static io.fluvius.live.NoteDomain.event;
import static io.fluvius.live.NoteDomain.rewritten;
import static io.fluvius.live.NoteDomain.written;
import static io.fluvius.live.StreamPositionTest.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.environment.KnownFailures;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.live.NoteDomain.NoteEvent;
import io.fluvius.progress.Position;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransitionCalculatorTest {

    private final UUID id = UUID.randomUUID();
    private final StoreWithGaps store = new StoreWithGaps();
    private final NoteDomain.Projection projection = new NoteDomain.Projection();
    private final TransitionCalculator transitions = new TransitionCalculator(store, projection, KnownFailures.all());

    private final DomainEventMessage<?> written = written(id, "milk");
    private final DomainEventMessage<?> first = rewritten(id, 1, "bread");
    private final DomainEventMessage<?> second = rewritten(id, 2, "butter");
    private final DomainEventMessage<?> torn = event(3, new NoteEvent.Torn(id));

    @BeforeEach
    void a_history() {
        store.append(written);
        store.append(first);
        store.append(second);
        store.append(torn);
    }

    @Test
    void the_first_event_makes_the_row() {
        RowTransition<Note> made = of(written);

        assertThat(made.before()).isNull();
        assertThat(made.after()).isEqualTo(new Note(id, "milk", 0));
        assertThat(made.id()).isEqualTo(id);
        assertThat(made.version()).isZero();
        assertThat(made.event()).isEqualTo(new Position(7));
        assertThat(made.place()).isEqualTo(place(8));
    }

    @Test
    void a_row_that_nobody_remembers_comes_from_all_events_before() {
        RowTransition<Note> changed = of(second);

        assertThat(changed.before()).isEqualTo(new Note(id, "bread", 1));
        assertThat(changed.after()).isEqualTo(new Note(id, "butter", 2));
        assertThat(projection.applied()).isEqualTo(3);
    }

    @Test
    void a_row_that_is_remembered_is_not_built_again() {
        of(first);
        int applied = projection.applied();

        assertThat(of(second).before()).isEqualTo(new Note(id, "bread", 1));
        assertThat(of(torn).before()).isEqualTo(new Note(id, "butter", 2));
        assertThat(projection.applied()).isEqualTo(applied + 2);
    }

    @Test
    void what_is_remembered_does_not_count_for_a_later_event() {
        of(written);

        assertThat(of(second).before()).isEqualTo(new Note(id, "bread", 1));
    }

    @Test
    void the_last_event_takes_the_row_away() {
        assertThat(of(torn).before()).isEqualTo(new Note(id, "butter", 2));
        assertThat(of(torn).after()).isNull();
    }

    @Test
    void that_a_row_is_gone_is_remembered_too() {
        of(torn);
        int applied = projection.applied();

        assertThat(of(event(4, new NoteEvent.Read(id))).before()).isNull();
        assertThat(projection.applied()).isEqualTo(applied + 1);
    }

    @Test
    void an_event_without_consequence_leaves_the_row() {
        RowTransition<Note> read = of(event(2, new NoteEvent.Read(id)));

        assertThat(read.after()).isEqualTo(read.before()).isEqualTo(new Note(id, "bread", 1));
    }

    @Test
    void an_event_that_cannot_be_applied_does_nothing() {
        assertThat(of(event(2, new NoteEvent.Smeared(id)))).isNull();
    }

    @Test
    void what_follows_an_event_that_cannot_be_applied_does_nothing_either() {
        UUID other = UUID.randomUUID();
        store.append(written(other, "milk"));
        store.append(event(1, new NoteEvent.Smeared(other)));

        assertThat(of(event(1, new NoteEvent.Smeared(other)))).isNull();
        assertThat(of(rewritten(other, 2, "bread"))).isNull();
        assertThat(of(second)).isNotNull();
    }

    @Test
    void a_store_that_cannot_be_read_is_no_fault_of_the_event() {
        store.fail(1);

        assertThatExceptionOfType(StoreWithGaps.StoreIsGone.class).isThrownBy(() -> of(second));
        assertThat(of(second)).isNotNull();
    }

    private @Nullable RowTransition<Note> of(DomainEventMessage<?> event) {
        return transitions.of(NoteDomain.VIEW, event, 7, place(8));
    }
}
