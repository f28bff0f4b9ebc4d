package io.fluvius.axonserver;

import io.fluvius.query.StateQuery;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryResponseMessage;

/**
 * Axon Server's query bus without the {@link StateQuery}s. Every node answers them itself, because all nodes share the
 * database with the state; the server knows only the queries that other applications can send.
 */
final class AxonServerQueries extends AxonServerQueryBus {

    private static final String INTERNAL = StateQuery.class.getName() + "$";

    AxonServerQueries(Builder builder) {
        super(builder);
    }

    @Override
    public <R> Registration subscribe(
            String queryName, Type responseType, MessageHandler<? super QueryMessage<?, R>> handler) {
        return isInternal(queryName)
                ? localSegment().subscribe(queryName, responseType, handler)
                : super.subscribe(queryName, responseType, handler);
    }

    @Override
    public <Q, R> CompletableFuture<QueryResponseMessage<R>> query(QueryMessage<Q, R> query) {
        return isInternal(query.getQueryName()) ? localSegment().query(query) : super.query(query);
    }

    private static boolean isInternal(String queryName) {
        return queryName.startsWith(INTERNAL);
    }
}
