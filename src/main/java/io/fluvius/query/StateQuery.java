package io.fluvius.query;

import io.fluvius.domain.Position;
import io.fluvius.domain.Tenant;
import io.fluvius.progress.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The queries that are dispatched through Axon's query gateway. Their handlers run in read-only transactions. */
public sealed interface StateQuery {

    /** Returns the tenant whose state is queried. */
    Tenant tenant();

    /** Returns the resource to query. */
    String resource();

    /** Returns the identifier of the row to query; null if the query is not restricted to one row. */
    default @Nullable UUID id() {
        return null;
    }

    /** Queries the row with an identifier. The result is an {@code Optional}. */
    record Fetch(Tenant tenant, String resource, UUID id) implements StateQuery {}

    /** Queries which rows were deleted. The result is {@link Deletions}. */
    record Deleted(Tenant tenant, String resource, Set<UUID> ids) implements StateQuery {}

    /** The result of {@link Deleted}; a dedicated type, because the query bus cannot match generic types. */
    record Deletions(Map<UUID, Position> positions) {}

    /** Queries a row as of the event with a sequence number. The result is an {@code Optional}. */
    record AtVersion(Tenant tenant, String resource, UUID id, long version) implements StateQuery {}

    /** Queries a row as of a point in time. The result is an {@code Optional}. */
    record AtTime(Tenant tenant, String resource, UUID id, Instant time) implements StateQuery {}

    /**
     * Queries events of an aggregate. The result is {@link Entries}.
     *
     * @param from the sequence number of the first event
     * @param limit the maximum number of events
     */
    record History(Tenant tenant, String resource, UUID id, long from, int limit) implements StateQuery {}

    /** The result of {@link History}; a dedicated type, because the query bus cannot match generic types. */
    record Entries(List<HistoryEntry> entries) {}

    /**
     * Queries events of an aggregate with the rows before and after them. The result is {@link io.fluvius.query.Versions}.
     *
     * @param from the sequence number of the first event
     * @param limit the maximum number of events
     */
    record AllVersions(Tenant tenant, String resource, UUID id, long from, int limit) implements StateQuery {}

    /**
     * Passes on the versions of an aggregate. The result is the newest version, a {@code Long}.
     *
     * @param each receives the versions, until it returns false
     */
    record EachVersion(Tenant tenant, String resource, UUID id, Predicate<Versions.Version> each)
            implements StateQuery {}

    /** Queries the rows that match a validated query. */
    sealed interface OfRows extends StateQuery {

        /** Returns the validated query. */
        Query<?> query();

        @Override
        default Tenant tenant() {
            return query().tenant();
        }

        @Override
        default String resource() {
            return query().view().resource();
        }
    }

    /** Queries a page of rows. The result is {@link Rows}. */
    record Find(Query<?> query) implements OfRows {}

    /**
     * The result of {@link Find}; a dedicated type, because the query bus cannot match generic types.
     *
     * @param data the rows of the page, in the order of the query
     * @param total the number of matching rows; null unless the query requests it
     * @param next the rows after this page; null if there are none
     * @param previous the rows before this page; null if there are none
     */
    record Rows(
            List<Record> data,
            @Nullable Long total,
            @Nullable Keyset next,
            @Nullable Keyset previous) {}

    /** Queries a page of rows together with the events that it includes. The result is {@link Snapshot}. */
    record ReadSnapshot(Query<?> query) implements OfRows {}

    /**
     * A page of rows, and the progress of the projections at the same point.
     *
     * @param rows the page
     * @param included the events that the rows include, one element per projection of the view
     */
    record Snapshot(Rows rows, List<Progress.Included> included) {}

    /** Queries the number of matching rows. The result is a {@code Long}. */
    record Count(Query<?> query) implements OfRows {}
}
