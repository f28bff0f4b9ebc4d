package io.fluvius.command;

import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.CommandResult;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemException;
import java.util.Map;
import java.util.Objects;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.MetaData;

/**
 * Converts responses to result messages and back. The result of a command that succeeded is a {@link CommandResult}. A
 * command that failed has a {@link ProblemException}, and metadata if it was not handled because it had failed before.
 */
final class ResultMessages {

    /** Metadata: the identifier of the aggregate on which the command failed before. */
    private static final String REPLAYED = "replayed";

    private ResultMessages() {}

    static CommandResultMessage<CommandResult> message(CommandResponse response) {
        Problem error = response.error();
        if (error != null) {
            return new GenericCommandResultMessage<>(error.asException(), metadata(response));
        }
        return new GenericCommandResultMessage<>(new CommandResult(
                Objects.requireNonNull(response.aggregate()),
                Objects.requireNonNull(response.version()),
                Objects.requireNonNull(response.position()),
                response.replayed()));
    }

    private static Map<String, ?> metadata(CommandResponse response) {
        AggregateRef aggregate = response.aggregate();
        return aggregate != null && response.replayed()
                ? MetaData.with(REPLAYED, aggregate.id().toString())
                : MetaData.emptyInstance();
    }

    /** Returns the response to a command that has this result. */
    static CommandResponse response(Command command, CommandResultMessage<?> message, Failures failures) {
        if (!message.isExceptional()) {
            CommandResult result = (CommandResult) message.getPayload();
            CommandResponse success = CommandResponse.success(command, result.version(), result.position());
            return result.replayed() ? success.withAggregate(result.aggregate()).asReplayed() : success;
        }
        CommandResponse failure = CommandResponse.failure(command, failures.problemOf(message.exceptionResult()));
        Object first = message.getMetaData().get(REPLAYED);
        return first == null
                ? failure
                : failure.withAggregate(AggregateRef.of(command.aggregate().resource(), first.toString()))
                        .asReplayed();
    }
}
