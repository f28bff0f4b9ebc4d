package io.fluvius.eventstore.append;

import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.progress.Position;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;

/** Makes appends durable, those of concurrent commands together. Safe for use by many threads. */
final class AppendLog implements AutoCloseable {

    private final GroupCommit<Append> groups;
    private final Serializer serializer;
    private final Runnable whenClosed;

    /** @param whenClosed gives back what the groups are written with */
    AppendLog(GroupCommit<Append> groups, Serializer serializer, Runnable whenClosed) {
        this.groups = groups;
        this.serializer = serializer;
        this.whenClosed = whenClosed;
    }

    /** Events as they are stored. */
    List<StoredEvent> rows(List<EventMessage<?>> events) {
        return events.stream().map(event -> StoredEvent.of(event, serializer)).toList();
    }

    /**
     * Returns when all of it is durable, and gives its position.
     *
     * @throws RuntimeException when nothing of it is, or nobody knows: see {@link GroupCommit#write}
     */
    Position write(Append append) {
        groups.write(append);
        return append.position();
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
