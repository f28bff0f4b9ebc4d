package io.fluvius.eventstore.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log as it is stored. An event that was visible once never changes, and none appears before it later; so what is
 * read is consistent while commands are handled. Safe for use by many threads.
 */
public interface EventLog {

    /** Receives one row after the other. */
    @FunctionalInterface
    interface Rows<R> {
        void accept(R row) throws IOException;
    }

    /** What stores the events: {@code h2}, {@code postgres}, {@code axonserver}. */
    String store();

    /** The position of the last event, not before that of any receipt; -1 when the log is empty. */
    long head();

    /** The identifier of the last event before a position; null when no event precedes it. */
    @Nullable String eventBefore(long position);

    /** Reads the events from a position to another, both included, in their order. */
    void readEvents(long from, long to, Rows<LoggedEvent> rows) throws IOException;

    /** Reads the receipts in the order of their commands' identifiers. Those that are only reserved, or were derived from events, are left out. */
    void readReceipts(Rows<LoggedReceipt> rows) throws IOException;
}
