package io.fluvius.live;

import static io.fluvius.domain.Stamped.With.VERSION;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.ErasesPersonalData;
import io.fluvius.domain.PersonalData;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.progress.Projections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** The domain of the tests of live changes: notes that are created, changed and deleted. */
final class NoteDomain {

    static final ViewType<Note> VIEW = ViewType.of("note", Note.class);
    static final Projection PROJECTION = new Projection();

    private NoteDomain() {}

    /** The view of a note. */
    record Note(
            UUID id,
            @PersonalData String text,
            @Stamped(VERSION) long version) {}

    /** The events of notes. */
    sealed interface NoteEvent {
        UUID id();

        /** Inserts the row. */
        record Created(UUID id, String text) implements NoteEvent {}

        /** Updates the row. */
        record TextChanged(UUID id, String text) implements NoteEvent {}

        /** Deletes the row. */
        record Deleted(UUID id) implements NoteEvent {}

        /** Deletes the row, and has erased the texts. */
        @ErasesPersonalData
        record Forgotten(UUID id) implements NoteEvent {}

        /** The projection cannot apply this event. */
        record Unprojectable(UUID id) implements NoteEvent {}

        /** The projection ignores this event. */
        record Viewed(UUID id) implements NoteEvent {}
    }

    /** The definition of the domain; only its events and its view matter to the feed. */
    static DomainRegistry domains() {
        return new DomainRegistry(List.of(
                new DomainDefinition("note", "notes", NoteEvent.class, NoteEvent.class, NoteEvent.class, Note.class)));
    }

    static DomainEventMessage<NoteEvent> event(long version, NoteEvent event) {
        return new GenericDomainEventMessage<>(
                "note",
                event.id().toString(),
                version,
                event,
                Map.of(),
                UUID.randomUUID().toString(),
                Instant.EPOCH);
    }

    static DomainEventMessage<NoteEvent> created(UUID id, String text) {
        return event(0, new NoteEvent.Created(id, text));
    }

    static DomainEventMessage<NoteEvent> textChanged(UUID id, long version, String text) {
        return event(version, new NoteEvent.TextChanged(id, text));
    }

    /** Maintains the view and counts the events that it applies. */
    static final class Projection implements Projections {

        private int applied;

        int applied() {
            return applied;
        }

        @Override
        public Set<String> processingGroups(ViewType<?> view) {
            return Set.of("notes");
        }

        @Override
        @SuppressWarnings("unchecked")
        public <V extends Record> Map<UUID, Optional<V>> apply(DomainEventMessage<?> event, InMemoryReadModel<V> rows) {
            applied++;
            UUID id = UUID.fromString(event.getAggregateIdentifier());
            Optional<V> before = rows.get(id);
            var notes = ((InMemoryReadModel<Note>) rows).forEvent(id, event.getTimestamp(), event.getSequenceNumber());
            switch ((NoteEvent) event.getPayload()) {
                case NoteEvent.Created it -> notes.insert(new Note(it.id(), it.text(), 0));
                case NoteEvent.TextChanged it -> notes.update(it.id(), note -> new Note(it.id(), it.text(), 0));
                case NoteEvent.Deleted it -> notes.delete(it.id());
                case NoteEvent.Forgotten it -> notes.delete(it.id());
                case NoteEvent.Unprojectable it -> throw new IllegalStateException("cannot be applied");
                case NoteEvent.Viewed it -> {}
            }
            return Map.of(id, before);
        }
    }
}
