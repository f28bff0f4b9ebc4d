package io.fluvius.eventstore;

import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.personal.PersonalDataMode;
import io.fluvius.personal.PersonalTable;
import io.fluvius.problem.Failures;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The event store and its parts, each an explicit bean: on Spring Boot 4, Axon's auto-configuration runs too early and
 * would define parts that store nothing. {@link EventStoreCheck} verifies that it does not.
 */
@AutoConfiguration(
        before = {AxonAutoConfiguration.class, AxonServerBusAutoConfiguration.class, JdbcAutoConfiguration.class})
@EnableScheduling
class EventStoreAutoConfiguration {

    EventStoreAutoConfiguration() {
        // stored timestamps have milliseconds; so an event has the same timestamp before and after it is stored
        GenericEventMessage.clock = Clock.tickMillis(ZoneOffset.UTC);
    }

    /**
     * Each stream reads the database when it is asked, because a signal wakes its reader when there are events. Streams that
     * share the events of Axon's own reader ({@code optimizeEventConsumption}) would receive them only some time later.
     */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
    EventStore eventStore(EventStorageEngine engine, Configuration configuration, Failures failures) {
        EmbeddedEventStore.Builder store = EmbeddedEventStore.builder()
                .storageEngine(engine)
                .messageMonitor(configuration.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(configuration.getComponent(EventBusSpanFactory.class))
                .optimizeEventConsumption(false);
        return new FailFastEventStore(store, failures);
    }

    @Bean
    PersonalTable snapshotsOfPersons() {
        return new PersonalTable(
                "snapshots",
                DSL.table(DSL.name(EventStoreTables.AXON_SCHEMA.snapshotTable())),
                person -> EventStoreTables.AGGREGATE.eq(person.id().toString()),
                List.of(EventStoreTables.SEQUENCE.as("sequence"), EventStoreTables.TIMESTAMP.as("at")));
    }

    @Bean
    StoreModeCheck storeModeCheck(PersonalDataMode mode, EventLog log, DSLContext dsl) {
        return new StoreModeCheck(mode, log, dsl);
    }

    @Bean
    EventStoreCheck eventStoreCheck(Configuration configuration, PlatformTransactionManager transactions) {
        return new EventStoreCheck(configuration, transactions);
    }
}
