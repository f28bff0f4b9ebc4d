package io.fluvius.eventstore.receipt;

import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Stores and purges receipts in the database. */
@AutoConfiguration
@EnableConfigurationProperties(ReceiptProperties.class)
class ReceiptAutoConfiguration {

    @Bean
    ProblemCodec problemCodec() {
        return new ProblemCodec();
    }

    @Bean
    ReceiptPurge receiptPurge(DSLContext dsl, ReceiptProperties properties) {
        return new ReceiptPurge(dsl, properties.keptFor(), Clock.systemUTC());
    }
}
