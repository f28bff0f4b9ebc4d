package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.JdbcEventStorageEngineStatements;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream of {@value #EVENTS} events is never in memory as a whole: it is read in batches, on demand. */
abstract class LongStreamContract {

    private static final int EVENTS = 100_000;
    private static final int BATCH = 100;
    private static final String LONG = "long";

    private final AtomicInteger reads = new AtomicInteger();

    abstract StoreUnderTest store();

    /** A subquery with a column {@code number} that counts from 0 to {@code count - 1}. */
    abstract String numbers(int count);

    @BeforeEach
    void many_events() {
        if (store().dsl().fetchExists(DSL.table("domain_event"))) {
            return;
        }
        // with their indexes, because H2 syncs its file for every 32 indexes that it generates
        store().dsl()
                .execute(
                        "insert into domain_event (global_index, event_identifier, aggregate_identifier, sequence_number,"
                                + " aggregate_type, time_stamp, payload_type, payload, meta_data)"
                                + " select number, 'event-' || number, '" + LONG
                                + "', number, 'thing', '2026-11-23T10:00:00Z',"
                                + " 'java.lang.String', '\"happened\"', '{}' from " + numbers(EVENTS)
                                + " order by number");
    }

    @Test
    void an_aggregate_is_read_in_batches() {
        DomainEventStream stream = engine().readEvents(LONG, 0);
        assertThat(reads).hasValueLessThanOrEqualTo(1);

        long next = 0;
        while (stream.hasNext()) {
            DomainEventMessage<?> event = stream.next();
            assertThat(event.getSequenceNumber()).isEqualTo(next++);
            assertThat((long) reads.get()).isLessThanOrEqualTo(next / BATCH + 1);
        }
        assertThat(next).isEqualTo(EVENTS);
    }

    @Test
    void reading_from_the_middle_begins_there() {
        DomainEventStream stream = engine().readEvents(LONG, EVENTS - 150);

        assertThat(stream.asStream().count()).isEqualTo(150);
        assertThat(reads).hasValue(2);
    }

    @Test
    void a_read_without_new_events_takes_one_query() {
        assertThat(engine().readEvents(LONG, EVENTS).hasNext()).isFalse();
        assertThat(reads).hasValue(1);
    }

    @Test
    void all_events_are_read_in_batches() {
        Iterator<? extends TrackedEventMessage<?>> stream =
                engine().readEvents(null, false).iterator();

        long read = 0;
        while (stream.hasNext()) {
            stream.next();
            read++;
            assertThat((long) reads.get()).isLessThanOrEqualTo(read / BATCH + 2);
        }
        assertThat(read).isEqualTo(EVENTS);
    }

    /** An engine that counts the statements that read. */
    private EventStorageEngine engine() {
        return store().engine(builder -> builder.readEventDataForAggregate((connection, schema, id, first, size) -> {
                    reads.incrementAndGet();
                    return JdbcEventStorageEngineStatements.readEventDataForAggregate(
                            connection, schema, id, first, size);
                })
                .readEventDataWithoutGaps((connection, schema, index, size) -> {
                    reads.incrementAndGet();
                    return GroupCommitEventStorageEngine.eventsAfter(connection, schema, index, size);
                }));
    }
}
