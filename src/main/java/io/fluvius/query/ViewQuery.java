package io.fluvius.query;

import io.fluvius.domain.Position;
import org.axonframework.queryhandling.QueryGateway;

/**
 * A query for Axon's {@link QueryGateway}. Its response type is that of the view. Fluvius dispatches it under the name of the
 * resource and the kind of query, such as {@code user.find}. A query that fails completes with a
 * {@link io.fluvius.problem.ProblemException}, as the {@link StateManager} throws it.
 */
public sealed interface ViewQuery permits Count, Fetch, Find {

    /** The record of the view. */
    Class<? extends Record> view();

    /** The position that the state must include; {@link Position#START} if the query does not wait for any. */
    Position after();
}
