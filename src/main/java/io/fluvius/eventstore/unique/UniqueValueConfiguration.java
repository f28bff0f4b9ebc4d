package io.fluvius.eventstore.unique;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jooq.DSLContext;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Rebuilds the table of unique values when asked to. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
class UniqueValueConfiguration {

    @Bean
    @ConditionalOnBooleanProperty("fluvius.unique-values.rebuild")
    UniqueValueRebuild uniqueValueRebuild(EventStorageEngine events, DSLContext dsl) {
        return new UniqueValueRebuild(events, dsl);
    }
}
