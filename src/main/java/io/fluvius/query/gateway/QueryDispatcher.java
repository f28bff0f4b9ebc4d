package io.fluvius.query.gateway;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.Position;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.Freshness;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateQuery;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.QueryGateway;

/** Dispatches queries through Axon's {@link QueryGateway}, after waiting until the state includes a position. Immutable. */
final class QueryDispatcher {

    private final DomainRegistry domains;
    private final QueryGateway gateway;
    private final Freshness freshness;
    private final ParkedRows parkedRows;
    private final Failures failures;
    private final CurrentCaller caller;
    private final QueryMeters meters;
    private final Position position;
    private final Duration wait;

    /** Creates a dispatcher that does not wait for a position. */
    QueryDispatcher(
            DomainRegistry domains,
            QueryGateway gateway,
            Freshness freshness,
            ParkedRows parkedRows,
            Failures failures,
            CurrentCaller caller,
            QueryMeters meters) {
        this(domains, gateway, freshness, parkedRows, failures, caller, meters, Position.START, Duration.ZERO);
    }

    private QueryDispatcher(
            DomainRegistry domains,
            QueryGateway gateway,
            Freshness freshness,
            ParkedRows parkedRows,
            Failures failures,
            CurrentCaller caller,
            QueryMeters meters,
            Position position,
            Duration wait) {
        this.domains = domains;
        this.gateway = gateway;
        this.freshness = freshness;
        this.parkedRows = parkedRows;
        this.failures = failures;
        this.caller = caller;
        this.meters = meters;
        this.position = position;
        this.wait = wait;
    }

    /** Returns a dispatcher that waits for a position. */
    QueryDispatcher after(Position other, Duration wait) {
        return new QueryDispatcher(domains, gateway, freshness, parkedRows, failures, caller, meters, other, wait);
    }

    /** Returns the latest position that a view is known to include. */
    Position reached(ViewType<?> view) {
        return freshness.reached(view);
    }

    /** Waits until a view includes the position. Throws {@link ProblemCode#CONSISTENCY_TIMEOUT} if it does not in time. */
    void awaitState(ViewType<?> view) {
        freshness.await(view, null, position, wait);
    }

    /** Returns the result of a query. Throws a {@link ProblemException} if the query fails. */
    <R> R query(StateQuery query, ResponseType<R> type) {
        ViewType<?> view = domains.resource(query.resource()).type();
        freshness.await(view, view.isOneRowPerAggregate() ? query.id() : null, position, wait);
        return position.equals(Position.START)
                ? dispatch(query, type)
                : parkedRows.requireNoneIn(query, view, () -> dispatch(query, type));
    }

    private <R> R dispatch(StateQuery query, ResponseType<R> type) {
        long start = System.nanoTime();
        try {
            // the state manager has restricted the query to what its caller may read
            return caller.call(
                            Caller.APPLICATION,
                            () -> gateway.query(query.getClass().getName(), query, type))
                    .join();
        } catch (CompletionException failure) {
            throw problemException(failures.problemOf(failure));
        } finally {
            meters.record(query, start);
        }
    }

    /** Restores the type of the exception, which the query gateway does not preserve. */
    private static ProblemException problemException(Problem problem) {
        return problem.code() == ProblemCode.NOT_FOUND ? new NotFoundException(problem) : problem.asException();
    }
}
