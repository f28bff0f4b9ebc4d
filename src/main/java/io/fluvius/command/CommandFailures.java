package io.fluvius.command;

import io.fluvius.problem.Failure;
import io.fluvius.problem.FailureClassifier;
import io.fluvius.problem.ProblemCode;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.distributed.CommandDispatchException;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** Classifies what Axon throws while a command is dispatched and its aggregate is loaded or stored. */
final class CommandFailures implements FailureClassifier {

    @Override
    public @Nullable Failure classify(Throwable exception) {
        return switch (exception) {
            case AggregateStreamCreationException taken ->
                Failure.permanent(ProblemCode.ALREADY_EXISTS, "An aggregate with this id already exists");
            case AggregateDeletedException deleted ->
                Failure.permanent(ProblemCode.NOT_FOUND, "The aggregate was deleted");
            case AggregateNotFoundException missing ->
                Failure.permanent(ProblemCode.NOT_FOUND, "There is no aggregate with this id");
            case ConcurrencyException concurrent -> Failure.lostRace();
            // no node that handles the command is connected
            case NoHandlerForCommandException disconnected -> Failure.unavailable();
            case CommandDispatchException disconnected -> Failure.unavailable();
            default -> null;
        };
    }
}
