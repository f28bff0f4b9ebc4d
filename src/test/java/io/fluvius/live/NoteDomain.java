package io.fluvius.live;

import static io.fluvius.domain.Stamped.With.VERSION;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.progress.Projections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** NoteDomain that are written, rewritten and torn: the vocabulary of tests about changes. */
final class NoteDomain {

    static final ViewType<Note> VIEW = ViewType.of("note", Note.class);
    static final Projection PROJECTION = new Projection();

    private NoteDomain() {}

    /** A note as it is seen. */
    record Note(UUID id, String text, @Stamped(VERSION) long version) {}

    /** What happens to notes. */
    sealed interface NoteEvent {
        UUID id();

        /** A new one. */
        record Written(UUID id, String text) implements NoteEvent {}

        /** It says something else. */
        record Rewritten(UUID id, String text) implements NoteEvent {}

        /** It is gone. */
        record Torn(UUID id) implements NoteEvent {}

        /** Nobody can tell what it says: the projection fails. */
        record Smeared(UUID id) implements NoteEvent {}

        /** Of no consequence for the view. */
        record Read(UUID id) implements NoteEvent {}
    }

    /** The domain of notes, as far as the feed looks at it. */
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

    static DomainEventMessage<NoteEvent> written(UUID id, String text) {
        return event(0, new NoteEvent.Written(id, text));
    }

    static DomainEventMessage<NoteEvent> rewritten(UUID id, long version, String text) {
        return event(version, new NoteEvent.Rewritten(id, text));
    }

    /** Keeps the notes; counts what it applies. */
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
        public <V extends Record> void apply(DomainEventMessage<?> event, InMemoryReadModel<V> rows) {
            applied++;
            var notes = ((InMemoryReadModel<Note>) rows).forEvent(event.getTimestamp(), event.getSequenceNumber());
            switch ((NoteEvent) event.getPayload()) {
                case NoteEvent.Written it -> notes.insert(new Note(it.id(), it.text(), 0));
                case NoteEvent.Rewritten it -> notes.update(it.id(), note -> new Note(it.id(), it.text(), 0));
                case NoteEvent.Torn it -> notes.delete(it.id());
                case NoteEvent.Smeared it -> throw new IllegalStateException("nobody can read it");
                case NoteEvent.Read it -> {}
            }
        }
    }
}
