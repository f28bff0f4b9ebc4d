package io.fluvius.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads state. Every read runs in a transaction in which the database refuses to write. Safe for use by many threads.
 *
 * <p>Filters are given in the map form of the query language, see {@link Filter#where}. Every method throws
 * {@link ProblemException} with {@link ProblemCode#UNKNOWN_RESOURCE} for a resource or view that no domain has, and
 * with {@link ProblemCode#INVALID_QUERY} for a filter that does not follow the language, naming every fault.
 */
public interface StateManager {

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

    /** One page of rows. */
    <V extends Record> Page<V> query(Query<V> query);

    /** Every row of every page of a query, like {@link #find}; the query's limit, page number and cursor do not count. */
    <V extends Record> Stream<V> stream(Query<V> query);

    /** How many rows match. */
    long count(Query<?> query);
}
