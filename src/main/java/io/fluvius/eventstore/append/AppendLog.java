package io.fluvius.eventstore.append;

import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
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
    /** Shared by the appends, exclusive while the log is imported. */
    private final StampedLock log = new StampedLock();

    /** @param onClose releases the connections of the groups */
    AppendLog(GroupCommit<Append> groups, Serializer serializer, SpanFactory spans, Runnable onClose) {
        this.groups = groups;
        this.serializer = serializer;
        this.spans = spans;
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
        long stamp = log.tryReadLock();
        if (stamp == 0) {
            throw StoreUnavailable.importException();
        }
        try {
            spans.createInternalSpan(SPAN).run(() -> groups.write(append));
        } finally {
            log.unlockRead(stamp);
        }
    }

    /** Runs an action when the appends in progress have ended. Those that begin meanwhile fail with {@code unavailable}. */
    void exclusively(Runnable action) {
        long stamp = log.writeLock();
        try {
            action.run();
        } finally {
            log.unlockWrite(stamp);
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
