package io.fluvius.eventstore.unique;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jooq.DSLContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Rebuilds the table of unique values when {@code fluvius.unique-values.rebuild} is set. */
@AutoConfiguration
@EnableConfigurationProperties(UniqueValueProperties.class)
@ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
class UniqueValueAutoConfiguration {

    @Bean
    @ConditionalOnBooleanProperty("fluvius.unique-values.rebuild")
    UniqueValueRebuild uniqueValueRebuild(EventStorageEngine events, DSLContext dsl) {
        return new UniqueValueRebuild(events, dsl);
    }
}
