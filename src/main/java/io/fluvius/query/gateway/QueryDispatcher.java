package io.fluvius.query.gateway;

import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.Position;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateQuery;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.QueryGateway;

/** Asks through Axon's {@link QueryGateway}, once state includes a position. Immutable. */
final class QueryDispatcher {

    private final DomainRegistry domains;
    private final QueryGateway gateway;
    private final Freshness freshness;
    private final Failures failures;
    private final Position position;
    private final Duration waiting;

    /** Questions about whatever is there. */
    QueryDispatcher(DomainRegistry domains, QueryGateway gateway, Freshness freshness, Failures failures) {
        this(domains, gateway, freshness, failures, Position.START, Duration.ZERO);
    }

    private QueryDispatcher(
            DomainRegistry domains,
            QueryGateway gateway,
            Freshness freshness,
            Failures failures,
            Position position,
            Duration waiting) {
        this.domains = domains;
        this.gateway = gateway;
        this.freshness = freshness;
        this.failures = failures;
        this.position = position;
        this.waiting = waiting;
    }

    /** Questions about state that includes that position. */
    QueryDispatcher after(Position other, Duration wait) {
        return new QueryDispatcher(domains, gateway, freshness, failures, other, wait);
    }

    /** The latest position that a view surely includes. */
    Position reached(ViewType<?> view) {
        return freshness.reached(view);
    }

    /** Returns once a view includes the position. Throws the problem when it does not in time. */
    void awaitState(ViewType<?> view) {
        freshness.await(view, null, position, waiting);
    }

    /** The answer. Throws the problem that the question ran into. */
    <R> R ask(StateQuery question, ResponseType<R> type) {
        freshness.await(domains.named(question.resource()).view(), question.rowId(), position, waiting);
        try {
            return gateway.query(question.getClass().getName(), question, type).join();
        } catch (CompletionException failure) {
            throw exception(question, failures.problemOf(failure));
        }
    }

    /** On its way through the gateway an exception loses its type. */
    private static ProblemException exception(StateQuery question, Problem problem) {
        UUID row = question.rowId();
        return problem.code() == ProblemCode.NOT_FOUND && row != null
                ? new NotFoundException(AggregateRef.of(question.resource(), row))
                : problem.asException();
    }
}
