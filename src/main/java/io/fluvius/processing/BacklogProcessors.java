package io.fluvius.processing;

import io.fluvius.problem.Failures;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.MultiEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;

/** Makes the processors of the application, with the parts that Axon is configured with. */
final class BacklogProcessors {

    private BacklogProcessors() {}

    static BacklogProcessor processor(
            String name,
            Configuration configuration,
            EventHandlerInvoker handlers,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            StoredTokens stored,
            Failures failures,
            NodeProperties properties) {
        EventProcessingConfiguration parts = configuration.eventProcessingConfiguration();
        TokenStore tokens = parts.tokenStore(name);
        TransactionManager transactions = parts.transactionManager(name);
        PooledStreamingEventProcessor.Builder settings = PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(withoutChoice(handlers))
                .rollbackConfiguration(parts.rollbackConfiguration(name))
                .errorHandler(parts.errorHandler(name))
                .messageMonitor(parts.messageMonitor(PooledStreamingEventProcessor.class, name))
                .spanFactory(configuration.getComponent(EventProcessorSpanFactory.class))
                .messageSource(events)
                .tokenStore(tokens)
                .transactionManager(transactions)
                .coordinatorExecutor(processor -> threads(1, "Coordinator[" + processor + "]", configuration))
                .workerExecutor(
                        processor -> threads(properties.segments(), "WorkPackage[" + processor + "]", configuration))
                .batchSize(properties.batchSize())
                .initialSegmentCount(properties.segments());
        Backlog backlog = new Backlog(
                name,
                events,
                tokens,
                stored,
                transactions,
                new Backlog.Size(properties.backlogBatchSize(), properties.segments()));
        return new BacklogProcessor(settings, backlog, transactions, failures, properties.claimTimeout());
    }

    /**
     * The handlers themselves, if they are no more than one group, and want replays too. Axon asks of each of several groups
     * for each event whether it is for them, twice, which takes a sixth of the time of a rebuild.
     */
    private static EventHandlerInvoker withoutChoice(EventHandlerInvoker handlers) {
        return handlers instanceof MultiEventHandlerInvoker choice
                        && choice.delegates().size() == 1
                        && choice.supportsReset()
                ? choice.delegates().getFirst()
                : handlers;
    }

    private static ScheduledExecutorService threads(int number, String name, Configuration configuration) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(number, new AxonThreadFactory(name));
        configuration.onShutdown(threads::shutdown);
        return threads;
    }
}
