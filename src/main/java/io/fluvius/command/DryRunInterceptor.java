package io.fluvius.command;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/**
 * Intercepts the handling of a dry run: when the handler returns, it checks what the store would check, and fails the unit of
 * work with the result, so that nothing takes effect that waits for the commit: events, unique values, receipts, snapshots,
 * deadlines, and event handlers that subscribe.
 */
final class DryRunInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final CommitCheck store;
    private final Predicate<String> aggregateExists;
    private final Serializer events;

    /** The exception that rolls back the unit of work of a dry run that succeeded. */
    @SuppressWarnings("serial")
    static final class EndException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient DryRun result;

        private EndException(DryRun result) {
            super("The command was handled, and nothing was written", null, false, false);
            this.result = result;
        }

        DryRun result() {
            return result;
        }
    }

    /**
     * @param aggregateExists tests whether an aggregate has events, even if it was deleted since
     * @param events serializes the events as the store does
     */
    DryRunInterceptor(CommitCheck store, Predicate<String> aggregateExists, Serializer events) {
        this.store = store;
        this.aggregateExists = aggregateExists;
        this.events = events;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        PreparedCommand message = (PreparedCommand) work.getMessage();
        if (!message.isDryRun()) {
            return chain.proceed();
        }
        StagedEvents staged = StagedEvents.collect(work);
        proceedUnchecked(chain);
        List<? extends EventMessage<?>> appended = staged.intercepted();
        appended.forEach(this::requireNewAggregate);
        store.verify();
        long version = CommandEvents.of(message.getIdentifier()).orElseThrow().version();
        throw new EndException(new DryRun(
                CommandResponse.success(message.command(), version),
                appended.stream().map(this::event).toList()));
    }

    /** A unit of work commits after a checked exception. */
    private static void proceedUnchecked(InterceptorChain chain) {
        try {
            chain.proceed();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception checked) {
            throw new CompletionException(checked);
        }
    }

    private void requireNewAggregate(EventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> first
                && first.getSequenceNumber() == 0
                && aggregateExists.test(first.getAggregateIdentifier())) {
            throw new AggregateStreamCreationException(CommandFailures.ID_IN_USE);
        }
    }

    private DryRun.Event event(EventMessage<?> event) {
        SerializedObject<String> stored = event.serializePayload(events, String.class);
        return new DryRun.Event(stored.getType().getName(), stored.getType().getRevision(), events.deserialize(stored));
    }
}
