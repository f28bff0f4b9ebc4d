package io.fluvius.query;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the rows that a query matches, for whoever keeps a copy of them.
 *
 * @param <V> the view
 */
public sealed interface Change<V extends Record> {

    /**
     * A place to go on from later, when everything up to this change was taken note of: what
     * {@link StateManager#subscribe} takes. Null when there is none: then begin with the state again. So it is while only a
     * part of the state was told, and until all has been told that happened while it was read.
     */
    @Nullable String resumeToken();

    /**
     * Rows that match now, by their identifiers' order. All of them come in one or more of these, at the beginning and
     * whenever the follower was too slow: then what it knows is to be forgotten.
     *
     * @param rows some of the rows, at most {@value Query#MAX_LIMIT}
     * @param begins whether these are the first ones
     * @param complete whether these are the last ones
     */
    record State<V extends Record>(
            List<V> rows,
            boolean begins,
            boolean complete,
            @Nullable String resumeToken) implements Change<V> {
        public State {
            rows = List.copyOf(rows);
        }
    }

    /** A row is new among those that match, or is another one now: this one. */
    record Changed<V extends Record>(V row, @Nullable String resumeToken) implements Change<V> {}

    /**
     * A row matches no longer, or is gone.
     *
     * @param version the sequence number of the event that led to it
     */
    record Removed<V extends Record>(
            UUID id, long version, @Nullable String resumeToken) implements Change<V> {}
}
