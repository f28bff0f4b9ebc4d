package io.fluvius.eventstore.append;

import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.ImportGate;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.tracing.SpanFactory;

/** The log to which commands append; it writes the appends of concurrent commands in groups. Safe for use by many threads. */
final class AppendLog implements AutoCloseable {

    private static final Supplier<String> SPAN = () -> "append";

    private final GroupCommit<Append> groups;
    private final Serializer serializer;
    private final SpanFactory spans;
    private final Runnable onClose;
    private final ImportGate gate;

    /** @param onClose releases the connections of the groups */
    AppendLog(GroupCommit<Append> groups, Serializer serializer, SpanFactory spans, ImportGate gate, Runnable onClose) {
        this.groups = groups;
        this.serializer = serializer;
        this.spans = spans;
        this.gate = gate;
        this.onClose = onClose;
    }

    /** Serializes events on the calling thread. */
    List<StoredEvent> serialize(List<EventMessage<?>> events) {
        return events.stream().map(event -> StoredEvent.of(event, serializer)).toList();
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
