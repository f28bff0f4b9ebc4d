package io.fluvius.query;

import io.fluvius.command.CommandResponse;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Reads state. Every read runs in a transaction in which the database refuses to write. Safe for use by many threads.
 *
 * <p>Filters are given in the map form of the query language, see {@link Filter#where}. Every method throws
 * {@link ProblemException} with {@link ProblemCode#UNKNOWN_RESOURCE} for a resource or view that no domain has, and
 * with {@link ProblemCode#INVALID_QUERY} for a filter that does not follow the language, naming every fault.
 */
public interface StateManager {

    /** How long a read waits for a position unless told otherwise. */
    Duration DEFAULT_WAIT = Duration.ofSeconds(2);
    /** How long a read can be told to wait for a position. */
    Duration MAX_WAIT = Duration.ofSeconds(10);

    /**
     * The row with that identifier.
     *
     * @param id a UUID, its text, or a record around it such as {@code UserId}
     * @throws NotFoundException when there is none
     */
    <V extends Record> V fetch(Class<V> view, Object id);

    /** The same, for a resource by its name. */
    Record fetch(String resource, Object id);

    /**
     * Every row that matches, in the default order. Reads page by page as the stream is consumed and never cuts off;
     * each page sees the rows of its own moment. Holds no connection between pages, so need not be closed.
     */
    <V extends Record> Stream<V> find(Class<V> view, Map<String, ?> filter);

    /** The same, for a resource by its name. */
    Stream<? extends Record> find(String resource, Map<String, ?> filter);

    /**
     * The only row that matches; empty when none does.
     *
     * @throws AmbiguousResultException when more than one does
     */
    <V extends Record> Optional<V> findOne(Class<V> view, Map<String, ?> filter);

    /** The same, for a resource by its name. */
    Optional<? extends Record> findOne(String resource, Map<String, ?> filter);

    /** The same, for a query; its limit, page number and cursor do not count. */
    <V extends Record> Optional<V> findOne(Query<V> query);

    /** The same, for a query in the making. */
    default <V extends Record> Optional<V> findOne(QueryBuilder<V> query) {
        return findOne(queryManager().buildQuery(query));
    }

    /** One page of rows. */
    <V extends Record> QueryPage<V> query(Query<V> query);

    /** The same, for a query in the making. */
    default <V extends Record> QueryPage<V> query(QueryBuilder<V> query) {
        return query(queryManager().buildQuery(query));
    }

    /** Every row of every page of a query, like {@link #find}; the query's limit, page number and cursor do not count. */
    <V extends Record> Stream<V> stream(Query<V> query);

    /** The same, for a query in the making. */
    default <V extends Record> Stream<V> stream(QueryBuilder<V> query) {
        return stream(queryManager().buildQuery(query));
    }

    /** How many rows match. */
    long count(Query<?> query);

    /** The same, for a query in the making. */
    default long count(QueryBuilder<?> query) {
        return count(queryManager().buildQuery(query));
    }

    /** The same, for a filter. */
    default <V extends Record> long count(Class<V> view, Map<String, ?> filter) {
        return count(queryManager().buildQuery(view, Map.of("filter", filter)));
    }

    /** The same, for a resource by its name. */
    default long count(String resource, Map<String, ?> filter) {
        return count(queryManager().buildQuery(resource, Map.of("filter", filter)));
    }

    /**
     * The row as it was after the event with that sequence number, from the events and by the same projection.
     *
     * @throws NotFoundException when there was none, or the aggregate is not that far
     */
    <V extends Record> V at(Class<V> view, Object id, long version);

    /** The same, for a resource by its name. */
    Record at(String resource, Object id, long version);

    /**
     * The row as it was at a time: after the last of the events that had happened by then, in their order.
     *
     * @throws NotFoundException when there was none
     */
    <V extends Record> V at(Class<V> view, Object id, Instant time);

    /** The same, for a resource by its name. */
    Record at(String resource, Object id, Instant time);

    /**
     * Every event of an aggregate, oldest first; of a deleted one too. Reads in pages as the stream is consumed.
     *
     * @throws NotFoundException when it never existed
     */
    Stream<HistoryEntry> history(String resource, Object id);

    /**
     * Some events of an aggregate, oldest first, with the cursors of the pages around them.
     *
     * @param limit the most events, {@value Query#MIN_LIMIT} to {@value Query#MAX_LIMIT}
     * @param cursor that of a page before; null: the first page
     * @throws NotFoundException when it never existed
     */
    QueryPage<HistoryEntry> history(String resource, Object id, int limit, @Nullable String cursor);

    /**
     * The changes that concern a query: first all rows that match, then what changes. Only the query's filter counts.
     * Asks for the next change when the subscriber does, on a thread of its own; ends when cancelled. A subscriber who
     * is slow gets the state again.
     */
    <V extends Record> Flux<Change<V>> changes(Query<V> query);

    /** The same, for a query in the making. */
    default <V extends Record> Flux<Change<V>> changes(QueryBuilder<V> query) {
        return changes(queryManager().buildQuery(query));
    }

    /**
     * The same, to be asked change by change.
     *
     * @param place where to go on: {@link Change#place} of the last change that was taken note of; null: begin with the
     *     state. Who was away for too long begins with the state too
     * @throws ProblemException with {@link ProblemCode#INVALID_QUERY} for a place that is none
     */
    <V extends Record> ChangeSubscription<V> subscribe(Query<V> query, @Nullable String resumeToken);

    /** The latest position that the state of a resource surely includes. */
    Position position(String resource);

    /**
     * The same state, from which every read includes a position, such as that of a {@link CommandResponse}. A read waits
     * for it at most {@link #DEFAULT_WAIT}, and then throws {@link ProblemException} with
     * {@link ProblemCode#CONSISTENCY_TIMEOUT}: nothing old is ever shown instead.
     */
    default StateManager after(Position position) {
        return after(position, DEFAULT_WAIT);
    }

    /** The same, with reads that wait at most that long. */
    StateManager after(Position position, Duration wait);

    /** What checks the queries that are asked here. */
    QueryManager queryManager();
}
