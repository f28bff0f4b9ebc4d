package io.fluvius.command;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.command.SuccessReceipts.Success;
import io.fluvius.problem.Failures;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Stands around every command where it is handled. Gives back its {@link CommandResult}, has its receipt kept with its
 * events, and turns whatever it throws into a problem that reaches the sender on another node too.
 */
final class CommandResultInterceptor
        implements MessageHandlerInterceptor<CommandMessage<?>>, MessageDispatchInterceptor<EventMessage<?>> {

    private final SuccessReceipts outcomes;
    private final Failures failures;

    CommandResultInterceptor(SuccessReceipts outcomes, Failures failures) {
        this.failures = failures;
        this.outcomes = outcomes;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        CommandResult outcome = new CommandResult();
        work.resources().put(CommandResult.RESOURCE, outcome);
        CommandMessage<?> command = work.getMessage();
        try {
            chain.proceed();
        } catch (RuntimeException failure) {
            throw failures.isLostRace(failure)
                    ? failure
                    : new CommandExecutionException("The command failed", failure, failures.problemOf(failure), false);
        }
        outcomes.storeOnCommit(work, () -> success(command, outcome), position -> outcome.position = position.index());
        return outcome;
    }

    /** Sees the events of a unit of work when they are appended, numbered. */
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        CurrentUnitOfWork.ifStarted(work -> {
            CommandResult outcome = work.getResource(CommandResult.RESOURCE);
            if (outcome != null && events.getLast() instanceof DomainEventMessage<?> last) {
                outcome.version = last.getSequenceNumber();
                outcome.lastEventId = last.getIdentifier();
            }
        });
        return (index, event) -> event;
    }

    private static Success success(CommandMessage<?> command, CommandResult outcome) {
        Receipt receipt = new Receipt(
                CommandMessages.commandId(command),
                CommandMessages.key(command),
                CommandMessages.aggregate(command),
                outcome.version,
                null,
                null,
                CommandMessages.fingerprint(command));
        return new Success(receipt, outcome.lastEventId);
    }
}
