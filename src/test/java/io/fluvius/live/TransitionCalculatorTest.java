package io.fluvius.live;

import static io.fluvius.live.NoteDomain.created;
import static io.fluvius.live.NoteDomain.event;
import static io.fluvius.live.NoteDomain.textChanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.domain.Position;
import io.fluvius.environment.KnownFailures;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.live.NoteDomain.NoteEvent;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransitionCalculatorTest {

    private final UUID id = UUID.randomUUID();
    private final OrderedStore store = new OrderedStore();
    private final NoteDomain.Projection projection = new NoteDomain.Projection();
    private final TransitionCalculator transitions = new TransitionCalculator(store, projection, KnownFailures.all());

    private final DomainEventMessage<?> created = created(id, "milk");
    private final DomainEventMessage<?> first = textChanged(id, 1, "bread");
    private final DomainEventMessage<?> second = textChanged(id, 2, "butter");
    private final DomainEventMessage<?> deleted = event(3, new NoteEvent.Deleted(id));

    @BeforeEach
    void append() {
        store.append(created);
        store.append(first);
        store.append(second);
        store.append(deleted);
    }

    @Test
    void the_first_event_inserts_the_row() {
        RowTransition<Note> inserted = of(created);

        assertThat(inserted.before()).isNull();
        assertThat(inserted.after()).isEqualTo(new Note(id, "milk", 0));
        assertThat(inserted.id()).isEqualTo(id);
        assertThat(inserted.version()).isZero();
        assertThat(inserted.position()).isEqualTo(new Position(7));
    }

    @Test
    void an_uncached_row_is_replayed_from_all_earlier_events() {
        RowTransition<Note> changed = of(second);

        assertThat(changed.before()).isEqualTo(new Note(id, "bread", 1));
        assertThat(changed.after()).isEqualTo(new Note(id, "butter", 2));
        assertThat(projection.applied()).isEqualTo(3);
    }

    @Test
    void a_cached_row_is_not_replayed() {
        of(first);
        int applied = projection.applied();

        assertThat(of(second).before()).isEqualTo(new Note(id, "bread", 1));
        assertThat(of(deleted).before()).isEqualTo(new Note(id, "butter", 2));
        assertThat(projection.applied()).isEqualTo(applied + 2);
    }

    @Test
    void a_cached_row_is_not_used_for_a_later_event() {
        of(created);

        assertThat(of(second).before()).isEqualTo(new Note(id, "bread", 1));
    }

    @Test
    void the_last_event_deletes_the_row() {
        assertThat(of(deleted).before()).isEqualTo(new Note(id, "butter", 2));
        assertThat(of(deleted).after()).isNull();
    }

    @Test
    void a_deleted_row_is_cached_too() {
        of(deleted);
        int applied = projection.applied();

        assertThat(of(event(4, new NoteEvent.Viewed(id))).before()).isNull();
        assertThat(projection.applied()).isEqualTo(applied + 1);
    }

    @Test
    void an_ignored_event_leaves_the_row_unchanged() {
        RowTransition<Note> viewed = of(event(2, new NoteEvent.Viewed(id)));

        assertThat(viewed.after()).isEqualTo(viewed.before()).isEqualTo(new Note(id, "bread", 1));
    }

    @Test
    void an_event_that_cannot_be_applied_has_no_transition() {
        assertThat(of(event(2, new NoteEvent.Unprojectable(id)))).isNull();
    }

    @Test
    void an_event_after_one_that_cannot_be_applied_has_no_transition() {
        UUID other = UUID.randomUUID();
        store.append(created(other, "milk"));
        store.append(event(1, new NoteEvent.Unprojectable(other)));

        assertThat(of(event(1, new NoteEvent.Unprojectable(other)))).isNull();
        assertThat(of(textChanged(other, 2, "bread"))).isNull();
        assertThat(of(second)).isNotNull();
    }

    @Test
    void a_failed_read_is_thrown_and_the_event_can_be_retried() {
        store.fail(1);

        assertThatExceptionOfType(OrderedStore.StoreUnreachable.class).isThrownBy(() -> of(second));
        assertThat(of(second)).isNotNull();
    }

    private @Nullable RowTransition<Note> of(DomainEventMessage<?> event) {
        return transitions.of(NoteDomain.VIEW, event, new Position(7)).stream()
                .findFirst()
                .orElse(null);
    }
}
