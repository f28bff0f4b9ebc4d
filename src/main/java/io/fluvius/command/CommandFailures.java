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

/** Classifies the exceptions that Axon throws when it dispatches a command, or loads or stores an aggregate. */
final class CommandFailures implements FailureClassifier {

    static final String ID_IN_USE = "This id is already in use";

    @Override
    public @Nullable Failure classify(Throwable exception) {
        return switch (exception) {
            case AggregateStreamCreationException taken -> Failure.permanent(ProblemCode.ALREADY_EXISTS, ID_IN_USE);
            case AggregateDeletedException deleted ->
                Failure.permanent(ProblemCode.NOT_FOUND, "The aggregate has been deleted");
            case AggregateNotFoundException missing ->
                Failure.permanent(ProblemCode.NOT_FOUND, "No aggregate has this id");
            case ConcurrencyException concurrent -> Failure.lostRace();
            // Axon Server has no connected node that handles the command
            case NoHandlerForCommandException disconnected -> Failure.unavailable();
            case CommandDispatchException disconnected -> Failure.unavailable();
            default -> null;
        };
    }
}
