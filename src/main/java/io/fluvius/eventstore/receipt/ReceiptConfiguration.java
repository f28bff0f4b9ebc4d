package io.fluvius.eventstore.receipt;

import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Receipts as rows. */
@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

    @Bean
    ProblemCodec problemCodec() {
        return new ProblemCodec();
    }

    @Bean
    ReceiptPurge receiptPurge(DSLContext dsl, ReceiptProperties properties) {
        return new ReceiptPurge(dsl, properties.keptFor(), Clock.systemUTC());
    }
}
