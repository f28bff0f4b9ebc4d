package io.fluvius.command;

import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Intercepts the handling of every command: returns a {@link CommittedCommand}, derives the identifiers of its events, and
 * has its outcome stored with them.
 */
final class CommandResultInterceptor
        implements MessageHandlerInterceptor<CommandMessage<?>>, MessageDispatchInterceptor<EventMessage<?>> {

    private final SuccessReceipts receipts;

    CommandResultInterceptor(SuccessReceipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        CommandEvents events = CommandEvents.collect(work.root(), (PreparedCommand) work.getMessage());
        chain.proceed();
        CommittedCommand committed = new CommittedCommand();
        receipts.storeOnCommit(work, events::outcome, position -> {
            committed.version = events.version();
            committed.position = position;
        });
        return committed;
    }

    /** Called with the events of a unit of work when they are appended and have sequence numbers. */
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        return (index, event) -> CommandEvents.named(event);
    }
}
