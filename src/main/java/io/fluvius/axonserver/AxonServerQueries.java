package io.fluvius.axonserver;

import io.fluvius.query.StateQuery;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.axonserver.connector.DispatchInterceptors;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.axonframework.queryhandling.SubscriptionQueryMessage;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.axonframework.queryhandling.SubscriptionQueryUpdateMessage;

/**
 * Axon Server's query bus without the {@link StateQuery}s. Every node answers them itself, because all nodes share the
 * database with the state; the server knows only the queries that other applications can send. A subscription query of this
 * node stays on it too: through the server, its handler could not tell it from a query without a subscription.
 */
final class AxonServerQueries extends AxonServerQueryBus {

    private static final String INTERNAL = StateQuery.class.getName() + "$";

    private final DispatchInterceptors<QueryMessage<?, ?>> interceptors = new DispatchInterceptors<>();
    private final Set<String> handled = ConcurrentHashMap.newKeySet();

    AxonServerQueries(Builder builder) {
        super(builder);
    }

    @Override
    public <R> Registration subscribe(
            String queryName, Type responseType, MessageHandler<? super QueryMessage<?, R>> handler) {
        handled.add(queryName);
        return isInternal(queryName)
                ? localSegment().subscribe(queryName, responseType, handler)
                : super.subscribe(queryName, responseType, handler);
    }

    @Override
    public <Q, R> CompletableFuture<QueryResponseMessage<R>> query(QueryMessage<Q, R> query) {
        return isInternal(query.getQueryName()) ? localSegment().query(query) : super.query(query);
    }

    @Override
    public <Q, I, U>
            SubscriptionQueryResult<QueryResponseMessage<I>, SubscriptionQueryUpdateMessage<U>> subscriptionQuery(
                    SubscriptionQueryMessage<Q, I, U> query, int updateBufferSize) {
        SubscriptionQueryMessage<Q, I, U> named = interceptors.intercept(query);
        return handled.contains(named.getQueryName())
                ? localSegment().subscriptionQuery(named, updateBufferSize)
                : super.subscriptionQuery(query, updateBufferSize);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super QueryMessage<?, ?>> interceptor) {
        Registration ofSubscriptions = interceptors.registerDispatchInterceptor(interceptor);
        Registration ofOthers = super.registerDispatchInterceptor(interceptor);
        return () -> ofSubscriptions.cancel() & ofOthers.cancel();
    }

    private static boolean isInternal(String queryName) {
        return queryName.startsWith(INTERNAL);
    }
}
