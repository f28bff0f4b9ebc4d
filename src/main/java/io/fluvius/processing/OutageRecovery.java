package io.fluvius.processing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Has processors go on as soon as the database can be reached again. After each failure they wait twice as long by
 * themselves, up to a minute, and state would be behind for as long although nothing is wrong any more.
 */
final class OutageRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(OutageRecovery.class);

    /** The one that every processor has; to claim it has the processor look for the others too. */
    private static final int FIRST_SEGMENT = 0;

    /** Seconds in which a processor may need it, after the database is back; one that fails then fails for another reason. */
    private static final int WAKINGS = 10;

    private final Supplier<? extends Iterable<EventProcessor>> processors;
    private final DSLContext dsl;
    private int wakings;

    OutageRecovery(Supplier<? extends Iterable<EventProcessor>> processors, DSLContext dsl) {
        this.processors = processors;
        this.dsl = dsl;
    }

    /** Wakes the processors that wait after a failure, if the database answers and did not a moment ago. */
    @Scheduled(fixedDelayString = "PT1S")
    void look() {
        List<PooledStreamingEventProcessor> waiting = waiting();
        if (waiting.isEmpty()) {
            return;
        }
        if (!isReachable()) {
            wakings = WAKINGS;
        } else if (wakings > 0) {
            wakings--;
            waiting.forEach(processor -> processor.claimSegment(FIRST_SEGMENT));
        }
    }

    private List<PooledStreamingEventProcessor> waiting() {
        List<PooledStreamingEventProcessor> waiting = new ArrayList<>();
        for (EventProcessor processor : processors.get()) {
            if (processor instanceof PooledStreamingEventProcessor pooled && pooled.isRunning() && pooled.isError()) {
                waiting.add(pooled);
            }
        }
        return waiting;
    }

    private boolean isReachable() {
        try {
            dsl.selectOne().fetch();
            return true;
        } catch (DataAccessException unreachable) {
            LOG.debug("The database cannot be reached yet", unreachable);
            return false;
        }
    }
}
