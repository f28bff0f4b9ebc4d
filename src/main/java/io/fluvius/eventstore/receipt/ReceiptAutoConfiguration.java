package io.fluvius.eventstore.receipt;

import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.personal.PersonalTable;
import java.time.Clock;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Stores and purges receipts in the database. */
@AutoConfiguration
@EnableConfigurationProperties(ReceiptProperties.class)
class ReceiptAutoConfiguration {

    @Bean
    PersonalTable receiptsOfPersons() {
        return new PersonalTable(
                "receipts",
                EventStoreTables.RECEIPTS,
                person -> EventStoreTables.RESOURCE
                        .eq(person.resource())
                        .and(EventStoreTables.AGGREGATE_ID.eq(person.id())),
                List.of(
                        EventStoreTables.COMMAND_ID.as("commandId"),
                        EventStoreTables.COMMAND.as("command"),
                        EventStoreTables.HANDLED_AT.as("at")));
    }

    @Bean
    ProblemCodec problemCodec() {
        return new ProblemCodec();
    }

    @Bean
    ReceiptPurge receiptPurge(DSLContext dsl, ReceiptProperties properties) {
        return new ReceiptPurge(dsl, properties.keptFor(), Clock.systemUTC());
    }
}
