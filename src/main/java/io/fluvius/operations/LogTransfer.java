package io.fluvius.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Exports the log of events to a stream and imports it into an empty store, in the form that docs/reference/operations.md
 * describes. Memory does not grow with the log; that of an import into Axon Server grows with the number of aggregates. Safe for use
 * by many threads.
 */
public interface LogTransfer {

    /**
     * Writes the receipts, and then the events up to the head of the log when the receipts have been written. Commands may be
     * handled meanwhile. Does not close the stream.
     *
     * @param from the position of the first event; 0 for the whole log
     */
    Transferred exportTo(OutputStream target, long from, Progress progress) throws IOException;

    /**
     * Stores an exported log into the store, which must be empty: all of it or nothing. No command is handled meanwhile. An import
     * into Axon Server that fails half-way leaves a part; importing the same log again stores the rest.
     *
     * @throws io.fluvius.problem.ProblemException with {@code wrong-state} when the store is not empty or another node runs, and with
     *     {@code malformed-request}, naming the line, when the log is damaged or truncated, was written by a newer version, or
     *     contains events of an unknown domain; with {@code unavailable} when a part is stored
     */
    Transferred importFrom(InputStream source, Progress progress) throws IOException;

    /**
     * Reads an exported log and checks that it is complete and unchanged. It may begin at any position.
     *
     * @throws io.fluvius.problem.ProblemException with {@code malformed-request}, naming the line
     */
    Transferred verify(InputStream source, Progress progress) throws IOException;

    /**
     * What was read or written.
     *
     * @param events the number of events
     * @param receipts the number of receipts
     * @param last the position of the last event; null without events
     */
    record Transferred(long events, long receipts, @Nullable Long last) {}

    /** Is notified of the progress, often. */
    @FunctionalInterface
    interface Progress {
        /**
         * Receives how far the transfer is.
         *
         * @param events the number of events so far
         * @param done the share of the log that is done, from 0 to 1
         */
        void at(long events, double done);
    }
}
