package io.fluvius.query;

import io.fluvius.domain.Position;
import java.util.Map;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.queryhandling.QueryGateway;

/**
 * Queries for Axon's {@link QueryGateway} on a read model of an application's own, which must include a position:
 * {@code gateway.query(QueryAfter.position(result.position(), new UsersCreatedOn(day)), Long.class)}. The query fails as a read of
 * a view does, see {@link StateManager#after(Position)}. {@link Fetch}, {@link Find} and {@link Count} have a position of their own.
 */
public final class QueryAfter {

    private static final String AFTER = "after";

    private QueryAfter() {}

    /** Returns the message of a query on state that includes a position. */
    public static <Q> Message<Q> position(Position position, Q query) {
        return new GenericMessage<>(query, Map.of(AFTER, position.toString()));
    }

    /** The position of a message; {@link Position#START} if it has none. */
    public static Position position(Message<?> message) {
        return message.getMetaData().get(AFTER) instanceof String position
                ? new Position(Long.parseLong(position))
                : Position.START;
    }
}
