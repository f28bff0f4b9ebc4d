package io.fluvius.kernel.query;

import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.timeout.UnitOfWorkTimeoutInterceptor;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.SimpleQueryBus;

/**
 * A query bus that refuses Axon's own time limit. That one walks the stack and wakes a thread for each query, which
 * takes several times as long as the rest of the bus; and when the time is up it interrupts the thread, which does not
 * tell the database to stop. The database itself ends what takes too long.
 */
final class UnwatchedQueryBus extends SimpleQueryBus {

    UnwatchedQueryBus(Builder builder) {
        super(builder);
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super QueryMessage<?, ?>> handlerInterceptor) {
        return (MessageHandlerInterceptor<?>) handlerInterceptor instanceof UnitOfWorkTimeoutInterceptor
                ? () -> false
                : super.registerHandlerInterceptor(handlerInterceptor);
    }
}
