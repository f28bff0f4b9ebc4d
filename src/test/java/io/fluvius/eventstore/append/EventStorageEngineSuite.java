package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.axonframework.eventsourcing.utils.EventStoreTestUtils.createEvent;

import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngineTest;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Axon's suite for storage engines. */
abstract class EventStorageEngineSuite
        extends BatchingEventStorageEngineTest<JdbcEventStorageEngine, JdbcEventStorageEngine.Builder> {

    abstract StoreUnderTest store();

    @BeforeEach
    void empty_engine() {
        store().clear();
        setTestSubject(createEngine());
    }

    /** This engine recognizes conflicts itself, with or without a resolver. */
    @Test
    @Override
    public void storeDuplicateEventWithoutExceptionResolver() {
        JdbcEventStorageEngine engine = createEngine(builder -> builder.persistenceExceptionResolver(failure -> false));

        assertThatExceptionOfType(AggregateStreamCreationException.class)
                .isThrownBy(() -> engine.appendEvents(createEvent(0), createEvent(0)));
    }

    @Override
    protected JdbcEventStorageEngine createEngine(UnaryOperator<JdbcEventStorageEngine.Builder> customization) {
        return store().engine(customization);
    }
}
