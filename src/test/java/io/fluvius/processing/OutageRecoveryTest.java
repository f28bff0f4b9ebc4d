package io.fluvius.processing;

import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.Test;

class OutageRecoveryTest {

    private final PooledStreamingEventProcessor processor = mock(PooledStreamingEventProcessor.class);
    private final EventStore events = mock(EventStore.class);
    private boolean available = true;
    private final OutageRecovery recovery = new OutageRecovery(() -> List.of(processor), dsl(), events);

    @Test
    void a_failed_processor_is_woken_when_the_database_is_available_again() {
        when(processor.isRunning()).thenReturn(true);
        when(processor.isError()).thenReturn(true);

        available = false;
        recovery.wakeFailedProcessors();
        verify(processor, never()).claimSegment(anyInt());

        available = true;
        recovery.wakeFailedProcessors();
        verify(processor).claimSegment(0);
    }

    @Test
    void a_failed_processor_is_woken_when_the_event_store_is_available_again() {
        when(processor.isRunning()).thenReturn(true);
        when(processor.isError()).thenReturn(true);

        when(events.createHeadToken()).thenThrow(new IllegalStateException("no connection"));
        recovery.wakeFailedProcessors();
        verify(processor, never()).claimSegment(anyInt());

        reset(events);
        recovery.wakeFailedProcessors();
        verify(processor).claimSegment(0);
    }

    @Test
    void a_processor_that_fails_while_both_stores_are_available_is_not_woken() {
        when(processor.isRunning()).thenReturn(true);
        when(processor.isError()).thenReturn(true);

        recovery.wakeFailedProcessors();

        verify(processor, never()).claimSegment(anyInt());
    }

    @Test
    void processors_are_woken_ten_times_after_an_outage() {
        when(processor.isRunning()).thenReturn(true);
        when(processor.isError()).thenReturn(true);
        available = false;
        recovery.wakeFailedProcessors();
        available = true;

        for (int second = 0; second < 100; second++) {
            recovery.wakeFailedProcessors();
        }

        verify(processor, times(10)).claimSegment(0);
    }

    @Test
    void a_stopped_processor_is_not_woken() {
        when(processor.isError()).thenReturn(true);
        available = false;
        recovery.wakeFailedProcessors();
        available = true;

        recovery.wakeFailedProcessors();

        verify(processor, never()).claimSegment(anyInt());
    }

    private DSLContext dsl() {
        return DSL.using(
                new MockConnection(statement -> {
                    if (available) {
                        return new MockResult[] {
                            new MockResult(0, DSL.using(SQLDialect.POSTGRES).newResult(DSL.one()))
                        };
                    }
                    throw new SQLException("connection refused", "08001");
                }),
                SQLDialect.POSTGRES);
    }
}
