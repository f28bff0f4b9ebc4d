package io.fluvius.processing;

import io.fluvius.problem.Failures;
import io.fluvius.progress.EventStreams;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.MultiEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;

/** Creates the event processors of the application from the components of the Axon configuration. */
final class BacklogProcessors {

    private BacklogProcessors() {}

    static BacklogProcessor processor(
            String name, Configuration configuration, EventHandlerInvoker handlers, NodeProperties properties) {
        Failures failures = configuration.getComponent(Failures.class);
        TokenReader stored = configuration.getComponent(TokenReader.class);
        EventProcessingConfiguration components = configuration.eventProcessingConfiguration();
        TransactionManager transactions = components.transactionManager(name);
        Backlog backlog =
                new Backlog(name, events(configuration), components.tokenStore(name), stored, transactions, properties);
        ProcessorActivity activity = ProcessorActivity.now();
        return new BacklogProcessor(
                settings(name, configuration, unwrapSingle(handlers), properties, properties.segments(), activity),
                configuration.getComponent(StoppedProcessors.class),
                activity,
                backlog,
                transactions,
                failures,
                properties.claimTimeout());
    }

    /**
     * Creates a processor whose handlers cannot be replayed: an automation or a saga. When it starts for the first time, it
     * begins with the events that are appended from then on. It has one segment: it handles few of the events, and each
     * segment would read all of them.
     */
    static EventProcessor processorFromHead(
            String name, Configuration configuration, EventHandlerInvoker handlers, NodeProperties properties) {
        ProcessorActivity activity = ProcessorActivity.now();
        return new OperatedProcessor(
                settings(name, configuration, handlers, properties, 1, activity)
                        .initialToken(StreamableMessageSource::createHeadToken),
                configuration.getComponent(StoppedProcessors.class),
                activity);
    }

    private static StreamableMessageSource<TrackedEventMessage<?>> events(Configuration configuration) {
        return configuration.getComponent(EventStreams.class).source();
    }

    private static PooledStreamingEventProcessor.Builder settings(
            String name,
            Configuration configuration,
            EventHandlerInvoker handlers,
            NodeProperties properties,
            int segments,
            ProcessorActivity activity) {
        EventProcessingConfiguration components = configuration.eventProcessingConfiguration();
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(handlers)
                .rollbackConfiguration(components.rollbackConfiguration(name))
                .errorHandler(activity.recording(components.errorHandler(name)))
                .messageMonitor(components.messageMonitor(PooledStreamingEventProcessor.class, name))
                .spanFactory(configuration.getComponent(EventProcessorSpanFactory.class))
                .messageSource(events(configuration))
                .tokenStore(components.tokenStore(name))
                .transactionManager(components.transactionManager(name))
                .coordinatorExecutor(processor -> threads(1, "Coordinator[" + processor + "]", configuration))
                .workerExecutor(processor -> threads(segments, "WorkPackage[" + processor + "]", configuration))
                .batchSize(properties.batchSize())
                .maxSegmentProvider(configuration.getComponent(FairShares.class))
                .tokenClaimInterval(properties.claimInterval().toMillis())
                .claimExtensionThreshold(properties.claimExtension().toMillis())
                .enableCoordinatorClaimExtension()
                .initialSegmentCount(segments);
    }

    /**
     * The only invoker of the processor, when there is one and it supports replays. Axon's {@link MultiEventHandlerInvoker}
     * asks its invokers twice for each event whether they handle it, which takes a sixth of the time of a rebuild.
     */
    private static EventHandlerInvoker unwrapSingle(EventHandlerInvoker handlers) {
        return handlers instanceof MultiEventHandlerInvoker multi
                        && multi.delegates().size() == 1
                        && multi.supportsReset()
                ? multi.delegates().getFirst()
                : handlers;
    }

    private static ScheduledExecutorService threads(int number, String name, Configuration configuration) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(number, new AxonThreadFactory(name));
        configuration.onShutdown(threads::shutdown);
        return threads;
    }
}
