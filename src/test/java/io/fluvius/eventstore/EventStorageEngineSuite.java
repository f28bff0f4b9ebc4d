package io.fluvius.eventstore;

import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngineTest;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.junit.jupiter.api.BeforeEach;

/** What AxonIQ expects of an engine. */
abstract class EventStorageEngineSuite
        extends BatchingEventStorageEngineTest<JdbcEventStorageEngine, JdbcEventStorageEngine.Builder> {

    abstract StoreUnderTest store();

    @BeforeEach
    void empty_engine() {
        store().empty();
        setTestSubject(createEngine());
    }

    @Override
    protected JdbcEventStorageEngine createEngine(UnaryOperator<JdbcEventStorageEngine.Builder> customization) {
        return store().engine(customization);
    }
}
