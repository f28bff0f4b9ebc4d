package io.fluvius.query;

import java.util.List;
import java.util.UUID;

/**
 * A change to the rows that match a query, for subscribers that maintain a copy of them.
 *
 * @param <V> the record of the view
 */
public sealed interface Change<V extends Record> {

    /**
     * Returns the token with which {@link StateManager#subscribe} resumes after this change, a number of at most 19 digits. It
     * is -1, with which a subscription starts with the state, while the state is incomplete, and until the subscriber has
     * received the changes that happened while the state was read.
     */
    String resumeToken();

    /**
     * Rows that match now, ordered by identifier. The state consists of one or more of these parts. A subscriber receives it
     * at the start of a subscription, and again if it falls too far behind; it then discards its copy.
     *
     * @param rows the rows of this part, at most {@value Query#MAX_LIMIT}
     * @param begins whether this is the first part of the state
     * @param complete whether this is the last part of the state
     */
    record State<V extends Record>(List<V> rows, boolean begins, boolean complete, String resumeToken)
            implements Change<V> {
        public State {
            rows = List.copyOf(rows);
        }
    }

    /** A row started to match, or a matching row changed; {@code row} is its current value. */
    record Changed<V extends Record>(V row, String resumeToken) implements Change<V> {}

    /**
     * A row no longer matches, or was deleted.
     *
     * @param version the sequence number of the event that caused the change
     */
    record Removed<V extends Record>(UUID id, long version, String resumeToken) implements Change<V> {}
}
