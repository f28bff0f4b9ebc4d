package io.fluvius.query.gateway;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.query.StateQuery;
import io.fluvius.query.ViewQuery;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryMessage;
import org.jspecify.annotations.Nullable;

/**
 * Decides which queries the caller of the present thread may send through the query bus. A query of a view is handled for its
 * caller, on whichever thread or node. The queries of {@link StateQuery} come from Fluvius alone, which has restricted them. Any
 * other query is allowed to the roles that its payload names with {@link io.fluvius.domain.AllowedTo}. Safe for use by many threads.
 */
final class QueryAuthorization
        implements MessageDispatchInterceptor<QueryMessage<?, ?>>, MessageHandlerInterceptor<QueryMessage<?, ?>> {

    /** Metadata: who asks. What a sender writes there is replaced. */
    private static final String CALLER = "caller";

    private final AccessPolicy access;
    private final CurrentCaller current;

    QueryAuthorization(AccessPolicy access, CurrentCaller current) {
        this.access = access;
        this.current = current;
    }

    @Override
    public BiFunction<Integer, QueryMessage<?, ?>, QueryMessage<?, ?>> handle(
            List<? extends QueryMessage<?, ?>> queries) {
        return (index, query) -> isOpenInOneTenant() ? query : authorized(query);
    }

    private boolean isOpenInOneTenant() {
        return access.isOpen() && !access.hasTenants();
    }

    private QueryMessage<?, ?> authorized(QueryMessage<?, ?> query) {
        Caller caller = access.caller();
        if (query.getPayload() instanceof ViewQuery) {
            return query.andMetaData(Map.of(CALLER, caller.text()));
        }
        boolean isAllowed = query.getPayload() instanceof StateQuery
                ? access.isOpen() || caller.isApplication()
                : access.allowsToRoles(query.getPayloadType());
        if (!isAllowed) {
            throw access.refuse(query.getQueryName(), "You may not send this query");
        }
        return query;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends QueryMessage<?, ?>> work, InterceptorChain chain)
            throws Exception {
        String caller = (String) work.getMessage().getMetaData().get(CALLER);
        return caller == null || isOpenInOneTenant()
                ? chain.proceed()
                : current.run(Caller.parse(caller), chain::proceed);
    }
}
