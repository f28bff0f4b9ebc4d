package io.fluvius.operations.transfer;

import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.LogImport;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.operations.LogTransfer;
import io.fluvius.operations.OperatorActions;
import io.fluvius.processing.ProcessorPauses;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** Configures the transfer of the log. */
@AutoConfiguration
class TransferAutoConfiguration {

    @Bean
    LogTransfer logTransfer(
            EventLog log,
            LogImport imports,
            EventNames names,
            ProcessorPauses processors,
            OperatorActions actions,
            ApplicationEventPublisher listeners,
            @Value("${spring.application.name}") String application,
            @Value("${fluvius.version}") String version) {
        return new StoredLogTransfer(log, imports, names, processors, actions, listeners, application, version);
    }

    @Bean
    @ConditionalOnWebApplication
    TransferController transferController(LogTransfer transfer) {
        return new TransferController(transfer);
    }

    @Bean
    @ConditionalOnWebApplication
    OpenApiOperations transferOperations() {
        return new TransferOperations();
    }
}
