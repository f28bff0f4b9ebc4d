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
 * Intercepts the handling of every command: returns its {@link CommandResult}, has its receipt stored with its events, and
 * converts exceptions to problems, which also reach a sender on another node.
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
        CommandResult result = new CommandResult();
        work.resources().put(CommandResult.RESOURCE, result);
        CommandMessage<?> command = work.getMessage();
        try {
            chain.proceed();
        } catch (RuntimeException failure) {
            throw failures.isLostRace(failure)
                    ? failure
                    : new CommandExecutionException("The command failed", failure, failures.problemOf(failure), false);
        }
        receipts.storeOnCommit(work, () -> success(command, result), position -> result.position = position.index());
        return result;
    }

    /** Called with the events of a unit of work when they are appended and have sequence numbers. */
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        CurrentUnitOfWork.ifStarted(work -> {
            CommandResult result = work.getResource(CommandResult.RESOURCE);
            if (result != null && events.getLast() instanceof DomainEventMessage<?> last) {
                result.version = last.getSequenceNumber();
                result.lastEventId = last.getIdentifier();
            }
        });
        return (index, event) -> event;
    }

    private static Success success(CommandMessage<?> command, CommandResult result) {
        Receipt receipt = new Receipt(
                CommandMessages.commandId(command),
                CommandMessages.key(command),
                CommandMessages.aggregate(command),
                result.version,
                null,
                null,
                CommandMessages.fingerprint(command));
        return new Success(receipt, result.lastEventId);
    }
}
