package io.fluvius.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.messaging.timeout.UnitOfWorkTimeoutInterceptor;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UnwatchedQueryBusTest {

    private static final int LONG = 60_000;

    private final UnwatchedQueryBus bus = new UnwatchedQueryBus(SimpleQueryBus.builder());

    @BeforeEach
    void subscribe() {
        bus.<String>subscribe("greeting", String.class, query -> "hello");
    }

    @Test
    void a_query_is_not_watched() {
        try (ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1)) {
            bus.registerHandlerInterceptor(new UnitOfWorkTimeoutInterceptor(
                    "bus", LONG, LONG, LONG, watch, LoggerFactory.getLogger(UnwatchedQueryBusTest.class)));

            assertThat(answer()).isEqualTo("hello");
            assertThat(watch.getTaskCount()).isZero();
        }
    }

    @Test
    void other_interceptors_see_queries() {
        bus.registerHandlerInterceptor((work, chain) -> chain.proceed() + " and good day");

        assertThat(answer()).isEqualTo("hello and good day");
    }

    private String answer() {
        return bus.query(new GenericQueryMessage<>("?", "greeting", ResponseTypes.instanceOf(String.class)))
                .join()
                .getPayload();
    }
}
