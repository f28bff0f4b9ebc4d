package io.fluvius.kernel.command;

import io.fluvius.kernel.CommandReceipts;
import io.fluvius.kernel.CommandReceipts.Receipt;
import io.fluvius.kernel.Failures;
import io.fluvius.kernel.Position;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Stands around every command where it is handled. Gives back its {@link CommandOutcome}, keeps its receipt in the
 * transaction of the append, and turns whatever it throws into a problem that reaches the sender on another node too.
 */
final class OutcomeRecorder
        implements MessageHandlerInterceptor<CommandMessage<?>>, MessageDispatchInterceptor<EventMessage<?>> {

    private final Positions positions;
    private final CommandReceipts receipts;

    OutcomeRecorder(Positions positions, CommandReceipts receipts) {
        this.positions = positions;
        this.receipts = receipts;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        CommandOutcome outcome = new CommandOutcome();
        work.resources().put(CommandOutcome.RESOURCE, outcome);
        CommandMessage<?> command = work.getMessage();
        TrackingToken before = positions.before();
        try {
            chain.proceed();
        } catch (RuntimeException failure) {
            throw Failures.isLostRace(failure)
                    ? failure
                    : new CommandExecutionException("The command failed", failure, Failures.problemOf(failure), false);
        }
        // registered after the events were published, so it runs after they are appended
        positions.onceAppended(work, () -> record(command, outcome, before));
        return outcome;
    }

    /** Sees the events of a unit of work when they are appended, numbered. */
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        CurrentUnitOfWork.ifStarted(work -> {
            CommandOutcome outcome = work.getResource(CommandOutcome.RESOURCE);
            if (outcome != null && events.getLast() instanceof DomainEventMessage<?> last) {
                outcome.version = last.getSequenceNumber();
                outcome.lastEvent = last.getIdentifier();
            }
        });
        return (index, event) -> event;
    }

    private void record(CommandMessage<?> command, CommandOutcome outcome, @Nullable TrackingToken before) {
        Position position = positions.after(before, outcome.lastEvent);
        outcome.position = position.index();
        receipts.keep(new Receipt(
                CommandMessages.commandId(command),
                CommandMessages.key(command),
                CommandMessages.aggregate(command),
                outcome.version,
                position,
                null));
    }
}
