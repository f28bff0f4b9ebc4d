package io.fluvius.processing.deadletter;

import io.fluvius.projection.EventApplier;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Passes a parked event to the handlers of its processing group, as the processor does. Safe for use by many threads. */
final class LetterHandlers {

    private static final TransactionDefinition SAVEPOINT =
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED);

    private final EventApplier views;
    private final Supplier<EventProcessingConfiguration> processing;
    private final PlatformTransactionManager transactions;

    LetterHandlers(
            EventApplier views,
            Supplier<EventProcessingConfiguration> processing,
            PlatformTransactionManager transactions) {
        this.views = views;
        this.processing = processing;
        this.transactions = transactions;
    }

    /**
     * Handles a stored event in the caller's transaction. After a failure nothing of it is written, and the transaction can go
     * on.
     *
     * @param parts the event, or the events into which upcasters split it
     * @throws Exception that of a handler
     */
    void handle(String processingGroup, List<? extends EventMessage<?>> parts) throws Exception {
        TransactionStatus savepoint = transactions.getTransaction(SAVEPOINT);
        try {
            if (views.maintainsView(processingGroup)) {
                views.apply(
                        processingGroup,
                        parts.stream()
                                .<DomainEventMessage<?>>map(DomainEventMessage.class::cast)
                                .toList());
            } else {
                for (EventMessage<?> event : parts) {
                    invoke(processingGroup, event);
                }
            }
        } catch (Exception | Error failure) {
            transactions.rollback(savepoint);
            throw failure;
        }
        transactions.commit(savepoint);
    }

    /** In a unit of work without a transaction of its own: that of the caller is committed after it. */
    private void invoke(String processingGroup, EventMessage<?> event) throws Exception {
        SimpleEventHandlerInvoker invoker = processing
                .get()
                .sequencedDeadLetterProcessor(processingGroup)
                .filter(SimpleEventHandlerInvoker.class::isInstance)
                .map(SimpleEventHandlerInvoker.class::cast)
                .orElseThrow(() -> new IllegalStateException("The application has no event handlers with the name "
                        + processingGroup + "; evict the letter, or start a version that has them"));
        UnitOfWork<EventMessage<?>> work = DefaultUnitOfWork.startAndGet(event);
        ResultMessage<?> result = work.executeWithResult(() -> new DefaultInterceptorChain<>(
                        work, processing.get().interceptorsFor(processingGroup), message -> {
                            for (EventMessageHandler handler : invoker.eventHandlers()) {
                                handler.handle(message);
                            }
                            return null;
                        })
                .proceed());
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof Exception failure
                    ? failure
                    : new IllegalStateException(result.exceptionResult());
        }
    }
}
