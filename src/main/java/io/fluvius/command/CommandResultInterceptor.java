package io.fluvius.command;

import io.fluvius.problem.Failures;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Intercepts the handling of every command: returns its {@link CommandResult}, derives the identifiers of its events, has its
 * outcome stored with them, and converts exceptions to problems, which also reach a sender on another node.
 */
final class CommandResultInterceptor
        implements MessageHandlerInterceptor<CommandMessage<?>>, MessageDispatchInterceptor<EventMessage<?>> {

    private final SuccessReceipts receipts;
    private final Failures failures;

    CommandResultInterceptor(SuccessReceipts receipts, Failures failures) {
        this.receipts = receipts;
        this.failures = failures;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        CommandEvents events = CommandEvents.collect(work);
        try {
            chain.proceed();
        } catch (RuntimeException failure) {
            throw failures.isLostRace(failure)
                    ? failure
                    : new CommandExecutionException("The command failed", failure, failures.problemOf(failure), false);
        }
        CommandResult result = new CommandResult();
        receipts.storeOnCommit(work, events::outcome, position -> {
            result.version = events.version();
            result.position = position.index();
        });
        return result;
    }

    /** Called with the events of a unit of work when they are appended and have sequence numbers. */
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        return (index, event) -> CommandEvents.named(event);
    }
}
