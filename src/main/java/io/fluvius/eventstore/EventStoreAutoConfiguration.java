package io.fluvius.eventstore;

import io.fluvius.problem.Failures;
import java.time.Clock;
import java.time.ZoneOffset;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
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
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The event store and what belongs to it, each part a bean of its own: Axon's autoconfiguration runs too early on Spring
 * Boot 4 and would put parts in their place that keep nothing. {@link StartupCheck} makes sure that it does not.
 */
@AutoConfiguration(
        before = {AxonAutoConfiguration.class, AxonServerBusAutoConfiguration.class, JdbcAutoConfiguration.class})
@EnableScheduling
class EventStoreAutoConfiguration {

    EventStoreAutoConfiguration() {
        // the contract's times have milliseconds; so an event says the same before and after it was stored
        GenericEventMessage.clock = Clock.tickMillis(ZoneOffset.UTC);
    }

    /**
     * Every stream asks the database itself, for it is told when there is something to ask for. Streams that share what
     * one of them has read learn of it only some time after they were told.
     */
    @Bean
    @ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
    EventStore eventStore(EventStorageEngine engine, Configuration configuration) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .messageMonitor(configuration.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(configuration.getComponent(EventBusSpanFactory.class))
                .optimizeEventConsumption(false)
                .build();
    }

    @Bean
    @Qualifier("localSegment") LocalCommandBus commandBus(
            Configuration configuration, DuplicateCommandHandlerResolver duplicates, Failures failures) {
        return new LocalCommandBus(configuration, duplicates, failures);
    }

    @Bean
    StartupCheck startupCheck(Configuration configuration, PlatformTransactionManager transactions, DSLContext dsl) {
        return new StartupCheck(configuration, transactions, dsl);
    }
}
