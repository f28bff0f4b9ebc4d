package io.fluvius.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.environment.KnownFailures;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailFastEventStoreTest {

    private final Engine engine = new Engine();
    private final EmbeddedEventStore store =
            new FailFastEventStore(EmbeddedEventStore.builder().storageEngine(engine), KnownFailures.all());

    @AfterEach
    void stop() {
        store.shutDown();
    }

    @Test
    void a_database_that_cannot_be_reached_fails_the_load_without_a_second_wait() {
        engine.failure = new EventStoreException("read", new SQLTransientConnectionException("no connection in 5 s"));

        assertThatExceptionOfType(EventStoreException.class)
                .isThrownBy(() -> store.readEvents("aggregate"))
                .withCause(engine.failure);
        assertThat(engine.eventReads).isZero();
    }

    @Test
    void an_unreadable_snapshot_is_replaced_by_the_events() {
        engine.failure = new IllegalStateException("not readable");

        assertThat(store.readEvents("aggregate").hasNext()).isFalse();
        assertThat(engine.eventReads).isEqualTo(1);
    }

    private static final class Engine extends InMemoryEventStorageEngine {

        private RuntimeException failure = new IllegalStateException();
        private int eventReads;

        @Override
        public Optional<DomainEventMessage<?>> readSnapshot(String aggregate) {
            throw failure;
        }

        @Override
        public DomainEventStream readEvents(String aggregate, long first) {
            eventReads++;
            return super.readEvents(aggregate, first);
        }
    }
}
