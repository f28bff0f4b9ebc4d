package io.fluvius.eventstore.append;

import io.fluvius.eventstore.event.NewKeys;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.ImportGate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.tracing.SpanFactory;

/** The log to which commands append; it writes the appends of concurrent commands in groups. Safe for use by many threads. */
final class AppendLog implements AutoCloseable {

    private static final Supplier<String> SPAN = () -> "append";

    private final GroupCommit<Append> groups;
    private final Serializer serializer;
    private final PersonalEvents personal;
    private final SpanFactory spans;
    private final Runnable onClose;
    private final ImportGate gate;

    /** @param onClose releases the connections of the groups */
    AppendLog(
            GroupCommit<Append> groups,
            Serializer serializer,
            PersonalEvents personal,
            SpanFactory spans,
            ImportGate gate,
            Runnable onClose) {
        this.groups = groups;
        this.serializer = serializer;
        this.personal = personal;
        this.spans = spans;
        this.gate = gate;
        this.onClose = onClose;
    }

    /** The keys of the personal data in one append. */
    NewKeys newKeys() {
        return personal.newKeys();
    }

    /** The persons whose personal data events erase. */
    Set<UUID> erasedBy(List<StoredEvent> events) {
        return personal.erasedBy(events);
    }

    /** The keys of persons are destroyed. */
    void erased(Set<UUID> persons) {
        personal.erased(persons);
    }

    /** Serializes events on the calling thread, with their personal data encrypted. */
    List<StoredEvent> serialize(List<EventMessage<?>> events, NewKeys keys) {
        return events.stream()
                .map(event -> personal.encrypt(StoredEvent.of(event, serializer), keys))
                .toList();
    }

    /**
     * Writes an append, and returns when all of it is durable.
     *
     * @throws RuntimeException when nothing of it is durable, or the outcome is unknown: see {@link GroupCommit#write}
     */
    void write(Append append) {
        gate.pass(() -> {
            spans.createInternalSpan(SPAN).run(() -> groups.write(append));
            return append;
        });
    }

    @Override
    public void close() {
        onClose.run();
    }
}
