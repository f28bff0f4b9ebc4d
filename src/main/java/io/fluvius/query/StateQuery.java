package io.fluvius.query;

import io.fluvius.progress.Progress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The questions about state that travel through Axon's query gateway; answered in read-only transactions. */
public sealed interface StateQuery {

    /** The resource that is asked about. */
    String resource();

    /** The only row that is asked about; null: many. */
    default @Nullable UUID rowId() {
        return null;
    }

    /** The row with that identifier; answered with an {@code Optional}. */
    record Fetch(String resource, UUID id) implements StateQuery {
        @Override
        public UUID rowId() {
            return id;
        }
    }

    /** The row as it was after the event with that sequence number; answered with an {@code Optional}. */
    record AtVersion(String resource, UUID id, long version) implements StateQuery {
        @Override
        public UUID rowId() {
            return id;
        }
    }

    /** The row as it was at that time; answered with an {@code Optional}. */
    record AtTime(String resource, UUID id, Instant time) implements StateQuery {
        @Override
        public UUID rowId() {
            return id;
        }
    }

    /**
     * The events of an aggregate; answered with {@link Entries}.
     *
     * @param from the sequence number of the first one
     * @param limit the most events
     */
    record History(String resource, UUID id, long from, int limit) implements StateQuery {
        @Override
        public UUID rowId() {
            return id;
        }
    }

    /** The answer to a question about history: a type of its own, because the query bus matches no generic one. */
    record Entries(List<HistoryEntry> entries) {}

    /** One page of rows; answered with {@link Rows}. */
    record Find(Query<?> query) implements StateQuery {
        @Override
        public String resource() {
            return query.view().resource();
        }
    }

    /**
     * The answer to a question about many rows: a type of its own, because the query bus matches no generic one.
     *
     * @param data the rows of the page, in the query's order
     * @param total how many rows match; null unless the query wants it
     * @param next where the page after this one begins; null when no row comes after it
     * @param previous where the page before this one ends; null when no row comes before it
     */
    record Rows(
            List<Record> data,
            @Nullable Long total,
            @Nullable Keyset next,
            @Nullable Keyset previous) {}

    /** One page of rows with what they include; answered with {@link Snapshot}. */
    record ReadSnapshot(Query<?> query) implements StateQuery {
        @Override
        public String resource() {
            return query.view().resource();
        }
    }

    /**
     * Rows of one moment.
     *
     * @param rows the page
     * @param included which events are in it, one for each projection that keeps the view
     */
    record Snapshot(Rows rows, List<Progress.Included> included) {}

    /** How many rows match; answered with a {@code Long}. */
    record Count(Query<?> query) implements StateQuery {
        @Override
        public String resource() {
            return query.view().resource();
        }
    }
}
