package io.fluvius.query;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Publishes changes to subscribers, whichever node handles the command. Thread-safe. */
public interface LiveChanges {

    /**
     * Subscribes to the changes of a query: first all matching rows, then their changes. Only the filter of the query is
     * used. While the store cannot be reached or the state is behind, the subscription has no changes; it begins or continues
     * by itself, and may then begin with the rows again.
     *
     * @param resumeToken {@link Change#resumeToken} of the last change that the subscriber has handled; null to start with
     *     the state
     * @throws ProblemException with {@link ProblemCode#INVALID_QUERY} if the token is invalid
     */
    <V extends Record> ChangeSubscription<V> subscribe(Query<V> query, @Nullable String resumeToken);
}
