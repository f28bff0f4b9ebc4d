package io.fluvius.query;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Tells of changes as they happen, on whichever node. Safe for use by many threads. */
public interface LiveChanges {

    /**
     * The changes that concern a query: first all rows that match, then what changes. The query's filter counts, and
     * nothing else of it.
     *
     * @param place where to go on: the place of a change that was taken note of; null: begin with the state
     * @throws ProblemException with {@link ProblemCode#INVALID_QUERY} for a place that is none
     */
    <V extends Record> ChangeSubscription<V> subscribe(Query<V> query, @Nullable String resumeToken);
}
