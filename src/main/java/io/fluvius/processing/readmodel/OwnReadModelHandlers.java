package io.fluvius.processing.readmodel;

import io.fluvius.domain.Position;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.Signal;
import io.fluvius.query.QueryAfter;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.queryhandling.QueryMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Surrounds the handlers of read models that are no views. An event handler that fails leaves nothing behind, so that its
 * event can be parked and the other events of the batch are committed. A query handler waits for the position of a
 * {@link QueryAfter} query.
 */
final class OwnReadModelHandlers implements HandlerEnhancerDefinition {

    private final Supplier<PlatformTransactionManager> transactions;
    private final Supplier<OwnReadModelReads> reads;
    private final Signal projected;

    /** Axon inspects handlers before the database is available, so beans that need it are looked up when a handler runs. */
    OwnReadModelHandlers(
            Supplier<PlatformTransactionManager> transactions, Supplier<OwnReadModelReads> reads, Signal projected) {
        this.transactions = transactions;
        this.reads = reads;
        this.projected = projected;
    }

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> handler) {
        return OwnReadModel.processingGroup(handler.declaringClass())
                .<MessageHandlingMember<T>>map(group -> {
                    if (handler.canHandleMessageType(EventMessage.class)) {
                        return new EventHandling<>(handler);
                    }
                    return handler.canHandleMessageType(QueryMessage.class)
                            ? new QueryHandling<>(handler, group)
                            : handler;
                })
                .orElse(handler);
    }

    private final class EventHandling<T> extends WrappedMessageHandlingMember<T> {

        EventHandling(MessageHandlingMember<T> handler) {
            super(handler);
        }

        @Override
        public @Nullable Object handle(Message<?> event, @Nullable T target) throws Exception {
            signalEndOfBatch();
            PlatformTransactionManager manager = transactions.get();
            TransactionStatus savepoint =
                    manager.getTransaction(new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
            Object result;
            try {
                result = super.handle(event, target);
            } catch (Exception | Error failure) {
                rollBack(manager, savepoint, failure);
                throw failure;
            }
            manager.commit(savepoint);
            return result;
        }

        private static void rollBack(PlatformTransactionManager manager, TransactionStatus savepoint, Throwable cause) {
            try {
                manager.rollback(savepoint);
            } catch (RuntimeException lost) {
                cause.addSuppressed(lost);
            }
        }

        /** On cleanup, because only then has the processor updated its own progress. */
        private void signalEndOfBatch() {
            CurrentUnitOfWork.ifStarted(work -> work.root()
                    .getOrComputeResource(getClass().getName(), key -> {
                        work.root().onCleanup(finished -> projected.raise());
                        return true;
                    }));
        }
    }

    private final class QueryHandling<T> extends WrappedMessageHandlingMember<T> {

        private final String processingGroup;

        QueryHandling(MessageHandlingMember<T> handler, String processingGroup) {
            super(handler);
            this.processingGroup = processingGroup;
        }

        /** @throws ProblemException if the read model does not include the position of the query */
        @Override
        public @Nullable Object handle(Message<?> query, @Nullable T target) throws Exception {
            Position after = QueryAfter.position(query);
            if (!after.equals(Position.START)) {
                reads.get().await(processingGroup, after);
            }
            return super.handle(query, target);
        }
    }
}
