package io.fluvius.eventstore.unique;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.eventstore.event.PersonalMessages;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.personal.PersonalTable;
import io.fluvius.problem.StartupRefusedException;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The table of unique values, which is rebuilt when {@code fluvius.unique-values.rebuild} is set. */
@AutoConfiguration
@EnableConfigurationProperties(UniqueValueProperties.class)
class UniqueValueAutoConfiguration {

    @Bean
    PersonalTable uniqueValuesOfPersons() {
        return new PersonalTable(
                "uniqueValues",
                EventStoreTables.UNIQUE_VALUES,
                person -> EventStoreTables.OWNER.eq(person.id()),
                List.of(EventStoreTables.SCOPE.as("scope"), EventStoreTables.CONTENT.as("value")));
    }

    @Bean
    @ConditionalOnBooleanProperty("fluvius.unique-values.rebuild")
    @ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
    UniqueValueRebuild uniqueValueRebuild(
            EventStorageEngine events,
            DataSource dataSource,
            DSLContext dsl,
            PersonalMessages personal,
            ObjectProvider<DomainDefinition> definitions) {
        return new UniqueValueRebuild(
                events, personal, dataSource, dsl.dialect(), CollectedValues.forms(definitions.stream()));
    }

    @Bean
    @ConditionalOnBooleanProperty("fluvius.unique-values.rebuild")
    @ConditionalOnBooleanProperty("axon.axonserver.enabled")
    SmartInitializingSingleton refusedRebuild() {
        return () -> {
            throw new StartupRefusedException(
                    "With Axon Server, unique values cannot be rebuilt: the events of a command that another node is handling"
                            + " may not be stored yet.",
                    "Start without fluvius.unique-values.rebuild; reservations that are left over are settled by the events.");
        };
    }
}
