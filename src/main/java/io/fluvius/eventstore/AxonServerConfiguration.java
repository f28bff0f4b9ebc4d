package io.fluvius.eventstore;

import io.fluvius.kernel.CommandReceipts;
import io.fluvius.kernel.Outcomes;
import io.fluvius.kernel.UniqueValues;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What belongs to the events, where Axon Server keeps those. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("axon.axonserver.enabled")
class AxonServerConfiguration {

    @Bean
    UniqueValues uniqueValues(DSLContext dsl) {
        return new JdbcUniqueValues(dsl);
    }

    @Bean
    CommandReceipts commandReceipts(DSLContext dsl, Problems problems) {
        return new JdbcCommandReceipts(dsl, problems);
    }

    @Bean
    Outcomes outcomes(EventStore store, CommandReceipts receipts) {
        return new AxonServerOutcomes(store, receipts);
    }
}
