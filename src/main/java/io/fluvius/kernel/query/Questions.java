package io.fluvius.kernel.query;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.Failures;
import io.fluvius.kernel.Freshness;
import io.fluvius.kernel.NotFoundException;
import io.fluvius.kernel.Position;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.ProblemException;
import io.fluvius.kernel.StateQuery;
import io.fluvius.kernel.ViewType;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.QueryGateway;

/** Asks through Axon's {@link QueryGateway}, once state includes a position. Immutable. */
final class Questions {

    private final Views views;
    private final QueryGateway gateway;
    private final Freshness freshness;
    private final Position position;
    private final Duration waiting;

    /** Questions about whatever is there. */
    Questions(Views views, QueryGateway gateway, Freshness freshness) {
        this(views, gateway, freshness, Position.START, Duration.ZERO);
    }

    private Questions(Views views, QueryGateway gateway, Freshness freshness, Position position, Duration waiting) {
        this.views = views;
        this.gateway = gateway;
        this.freshness = freshness;
        this.position = position;
        this.waiting = waiting;
    }

    /** Questions about state that includes that position. */
    Questions after(Position other, Duration wait) {
        return new Questions(views, gateway, freshness, other, wait);
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
        freshness.await(views.named(question.resource()), question.row(), position, waiting);
        try {
            return gateway.query(question.getClass().getName(), question, type).join();
        } catch (CompletionException failure) {
            throw exception(question, Failures.problemOf(failure));
        }
    }

    /** On its way through the gateway an exception loses its type. */
    private static ProblemException exception(StateQuery question, Problem problem) {
        UUID row = question.row();
        return problem.code() == ProblemCode.NOT_FOUND && row != null
                ? new NotFoundException(AggregateRef.of(question.resource(), row))
                : problem.asException();
    }
}
