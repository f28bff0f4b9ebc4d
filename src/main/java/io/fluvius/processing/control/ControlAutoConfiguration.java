package io.fluvius.processing.control;

import io.fluvius.processing.NodeProperties;
import io.fluvius.processing.StoppedProcessors;
import io.fluvius.processing.deadletter.DeadLetterStore;
import io.fluvius.progress.EventStreams;
import io.fluvius.progress.Signal;
import io.fluvius.projection.ViewContents;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The control of processors on all nodes. */
@AutoConfiguration
class ControlAutoConfiguration {

    /** Raised when an operator has requested something that other nodes follow. */
    @Bean
    static Signal requested() {
        return new Signal();
    }

    @Bean
    ProcessorSwitch processorSwitch(
            ObjectProvider<EventProcessingConfiguration> processing,
            StoppedProcessors stopped,
            @Qualifier("requested") Signal requested) {
        ProcessorSwitch processors = new ProcessorSwitch(
                () -> processing.getObject().eventProcessors().values(), stopped, requested);
        requested.addListener(() -> Thread.startVirtualThread(processors::follow));
        return processors;
    }

    @Bean
    SegmentRequests segmentRequests(
            ProcessorSwitch processors, DSLContext dsl, NodeProperties node, @Qualifier("requested") Signal requested) {
        SegmentRequests requests = new SegmentRequests(processors, dsl, node.nodeId(), node.claimTimeout(), requested);
        requested.addListener(() -> Thread.startVirtualThread(requests::executeRequested));
        return requests;
    }

    @Bean
    TokenReset tokenReset(
            TokenStore tokens,
            TransactionManager transactions,
            EventStreams events,
            ViewContents views,
            DeadLetterStore letters) {
        return new TokenReset(tokens, transactions, events, views, letters);
    }
}
