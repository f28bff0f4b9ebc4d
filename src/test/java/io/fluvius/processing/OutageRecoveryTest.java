package io.fluvius.processing;

import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.Test;

class OutageRecoveryTest {

    private final PooledStreamingEventProcessor processor = mock(PooledStreamingEventProcessor.class);
    private boolean reachable = true;
    private final OutageRecovery watch = new OutageRecovery(() -> List.of(processor), dsl());

    @Test
    void a_processor_that_waits_goes_on_once_the_database_answers_again() {
        when(processor.isRunning()).thenReturn(true);
        when(processor.isError()).thenReturn(true);

        reachable = false;
        watch.look();
        verify(processor, never()).claimSegment(anyInt());

        reachable = true;
        watch.look();
        verify(processor).claimSegment(0);
    }

    @Test
    void a_processor_that_fails_while_the_database_answers_keeps_its_own_pace() {
        when(processor.isRunning()).thenReturn(true);
        when(processor.isError()).thenReturn(true);

        watch.look();

        verify(processor, never()).claimSegment(anyInt());
    }

    @Test
    void after_an_outage_processors_are_woken_a_few_times_only() {
        when(processor.isRunning()).thenReturn(true);
        when(processor.isError()).thenReturn(true);
        reachable = false;
        watch.look();
        reachable = true;

        for (int second = 0; second < 100; second++) {
            watch.look();
        }

        verify(processor, times(10)).claimSegment(0);
    }

    @Test
    void a_processor_that_was_stopped_stays_so() {
        when(processor.isError()).thenReturn(true);
        reachable = false;
        watch.look();
        reachable = true;

        watch.look();

        verify(processor, never()).claimSegment(anyInt());
    }

    private DSLContext dsl() {
        return DSL.using(
                new MockConnection(statement -> {
                    if (reachable) {
                        return new MockResult[] {
                            new MockResult(0, DSL.using(SQLDialect.POSTGRES).newResult(DSL.one()))
                        };
                    }
                    throw new SQLException("nobody there", "08001");
                }),
                SQLDialect.POSTGRES);
    }
}
