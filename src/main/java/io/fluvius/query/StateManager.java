package io.fluvius.query;

import io.fluvius.command.CommandResponse;
import io.fluvius.domain.Position;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Reads state. Every read runs in a transaction that the database treats as read-only. Thread-safe.
 *
 * <p>Filters have the map form of the query language, see {@link Filter#where}. Every method throws
 * {@link ProblemException} with {@link ProblemCode#UNKNOWN_RESOURCE} if no domain has the resource or view, and with
 * {@link ProblemCode#INVALID_QUERY} and all faults if a filter is invalid.
 */
public interface StateManager {

    /** The default time that a read waits for a position. */
    Duration DEFAULT_WAIT = Duration.ofSeconds(2);
    /** The maximum time that a read over HTTP can wait for a position. */
    Duration MAX_WAIT = Duration.ofSeconds(10);

    /**
     * Returns the row with the given identifier.
     *
     * @param id a UUID, its text, or a record around it such as {@code UserId}
     * @throws NotFoundException if no row has the identifier
     */
    <V extends Record> V fetch(Class<V> view, Object id);

    /** Returns the row of a resource with the given identifier. */
    Record fetch(String resource, Object id);

    /**
     * Returns all matching rows, in the default order and without a limit. The stream reads page by page as it is consumed,
     * and each page is a snapshot of its own. It repeats no row, and skips no row that exists throughout with the same sort
     * values. The stream holds no connection between pages and need not be closed.
     */
    default <V extends Record> Stream<V> find(Class<V> view, Map<String, ?> filter) {
        return stream(queryManager().buildQuery(view, Map.of("filter", filter)));
    }

    /** Returns all matching rows of a resource, as described above. */
    default Stream<? extends Record> find(String resource, Map<String, ?> filter) {
        return stream(queryManager().buildQuery(resource, Map.of("filter", filter)));
    }

    /**
     * Returns the only matching row, or empty if no row matches.
     *
     * @throws AmbiguousResultException if more than one row matches
     */
    default <V extends Record> Optional<V> findOne(Class<V> view, Map<String, ?> filter) {
        return findOne(queryManager().buildQuery(view, Map.of("filter", filter)));
    }

    /** Returns the only matching row of a resource, as described above. */
    default Optional<? extends Record> findOne(String resource, Map<String, ?> filter) {
        return findOne(queryManager().buildQuery(resource, Map.of("filter", filter)));
    }

    /** Returns the only row that matches a query, whose limit, page number and cursor are ignored. */
    <V extends Record> Optional<V> findOne(Query<V> query);

    /** Builds a query, and returns the only row that matches it. */
    default <V extends Record> Optional<V> findOne(QueryBuilder<V> query) {
        return findOne(queryManager().buildQuery(query));
    }

    /** Returns a page of the matching rows. */
    <V extends Record> QueryPage<V> query(Query<V> query);

    /** Builds a query, and returns a page of the matching rows. */
    default <V extends Record> QueryPage<V> query(QueryBuilder<V> query) {
        return query(queryManager().buildQuery(query));
    }

    /** Returns all matching rows like {@link #find}, in the order of the query. Its limit, page and cursor are ignored. */
    <V extends Record> Stream<V> stream(Query<V> query);

    /** Builds a query, and returns all matching rows. */
    default <V extends Record> Stream<V> stream(QueryBuilder<V> query) {
        return stream(queryManager().buildQuery(query));
    }

    /** Returns the number of matching rows. */
    long count(Query<?> query);

    /** Builds a query, and returns the number of matching rows. */
    default long count(QueryBuilder<?> query) {
        return count(queryManager().buildQuery(query));
    }

    /** Returns the number of rows that match a filter. */
    default <V extends Record> long count(Class<V> view, Map<String, ?> filter) {
        return count(queryManager().buildQuery(view, Map.of("filter", filter)));
    }

    /** Returns the number of rows of a resource that match a filter. */
    default long count(String resource, Map<String, ?> filter) {
        return count(queryManager().buildQuery(resource, Map.of("filter", filter)));
    }

    /**
     * Returns those of the identifiers whose rows existed once and were deleted, with the positions of the events that
     * deleted them; {@link Position#START} for a row that was deleted by version 0.1.0.
     *
     * @param view a view with one row for each aggregate
     * @param ids UUIDs, their texts, or records around them
     */
    Map<UUID, Position> deleted(Class<? extends Record> view, Collection<?> ids);

    /**
     * Returns the row as of an earlier version, computed from the events by the projection of the view.
     *
     * @param version the sequence number of the last event to apply
     * @throws NotFoundException if the row did not exist at that version, or the aggregate has not reached it
     */
    <V extends Record> V at(Class<V> view, Object id, long version);

    /** Returns the row of a resource as of an earlier version. */
    Record at(String resource, Object id, long version);

    /**
     * Returns the row as of a point in time, after the last event that had happened by then, in the order of sequence
     * numbers.
     *
     * @throws NotFoundException if the row did not exist at that time
     */
    <V extends Record> V at(Class<V> view, Object id, Instant time);

    /** Returns the row of a resource as of a point in time. */
    Record at(String resource, Object id, Instant time);

    /**
     * Returns all events of an aggregate, which may be deleted, oldest first. The stream reads page by page as it is consumed.
     *
     * @throws NotFoundException if the aggregate never existed
     */
    Stream<HistoryEntry> history(String resource, Object id);

    /**
     * Returns a page of the events of an aggregate, oldest first.
     *
     * @param limit the maximum number of events, {@value Query#MIN_LIMIT} to {@value Query#MAX_LIMIT}
     * @param cursor {@link QueryPage#next} or {@link QueryPage#previous} of another page; null for the first page
     * @throws NotFoundException if the aggregate never existed
     */
    QueryPage<HistoryEntry> history(String resource, Object id, int limit, @Nullable String cursor);

    /**
     * Returns events of an aggregate, which may be deleted, oldest first, without reading those before.
     *
     * @param from the version to begin with, from 0
     * @param limit the maximum number of events, {@value Query#MIN_LIMIT} to {@value Query#MAX_LIMIT}
     * @return empty if the aggregate has not reached the first of them
     * @throws NotFoundException if the aggregate never existed
     */
    List<HistoryEntry> history(String resource, Object id, long from, int limit);

    /**
     * Returns versions of an aggregate, which may be deleted, oldest first. All events up to the last of them are read and
     * applied once.
     *
     * @param from the version to begin with, from 0
     * @param limit the maximum number of versions, {@value Query#MIN_LIMIT} to {@value Query#MAX_LIMIT}
     * @return without versions if the aggregate has not reached the first of them
     * @throws NotFoundException if the aggregate never existed
     */
    Versions versions(String resource, Object id, long from, int limit);

    /**
     * Passes on the versions of an aggregate, which may be deleted, oldest first. The events are read page by page and applied
     * once, so memory does not grow with them.
     *
     * @param each receives the versions on the calling thread, until it returns false
     * @return the newest version of the aggregate
     * @throws NotFoundException if the aggregate never existed
     */
    long eachVersion(String resource, Object id, Predicate<Versions.Version> each);

    /**
     * Returns the changes of a query: first all matching rows, then their changes. Only the filter of the query is used.
     * Each subscriber has its own thread, which waits for the next change while the subscriber requests one. The flux ends
     * when it is cancelled. A subscriber that falls too far behind receives the state again.
     */
    <V extends Record> Flux<Change<V>> changes(Query<V> query);

    /** Builds a query, and returns its changes. */
    default <V extends Record> Flux<Change<V>> changes(QueryBuilder<V> query) {
        return changes(queryManager().buildQuery(query));
    }

    /**
     * Subscribes to the changes of a query, to read them one at a time. While the store cannot be reached or the state is
     * behind, the subscription has no changes; it begins or continues by itself, and may then begin with the rows again.
     *
     * @param resumeToken {@link Change#resumeToken} of the last change that the subscriber has handled; null to start with
     *     the state. A subscription that missed too many changes also starts with the state
     * @throws ProblemException with {@link ProblemCode#INVALID_QUERY} if the token is invalid
     */
    <V extends Record> ChangeSubscription<V> subscribe(Query<V> query, @Nullable String resumeToken);

    /** Returns the latest position that the state of a resource is known to include. */
    Position position(String resource);

    /**
     * Returns a state manager whose reads include a position, such as that of a {@link CommandResponse}. A read waits until
     * the state includes the position. After {@link #DEFAULT_WAIT} it throws {@link ProblemException} with
     * {@link ProblemCode#CONSISTENCY_TIMEOUT}; it never returns older state.
     */
    default StateManager after(Position position) {
        return after(position, DEFAULT_WAIT);
    }

    /** Returns a state manager whose reads include a position and wait for it no longer than the given time. */
    StateManager after(Position position, Duration wait);

    /** Returns the query manager that validates the queries. */
    QueryManager queryManager();
}
