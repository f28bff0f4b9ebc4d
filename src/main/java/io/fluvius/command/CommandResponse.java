package io.fluvius.command;

import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.Problem;
import io.fluvius.progress.Position;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended: success or failure, never state.
 *
 * @param commandId the command's identifier; null when the input had none that could be read
 * @param command the command's key; null when the input had none that could be read
 * @param aggregate the aggregate that decided; null when the input named none
 * @param status whether the command took effect
 * @param version the aggregate's sequence number after the command, 0 after its first event; null on failure
 * @param position state that includes this position includes what the command did; null on failure
 * @param replayed whether this is the outcome of an earlier command with the same identifier
 * @param error why it failed; null on success
 */
public record CommandResponse(
        @Nullable UUID commandId,
        @Nullable String command,
        @Nullable AggregateRef aggregate,
        Status status,
        @Nullable Long version,
        @Nullable Position position,
        boolean replayed,
        @Nullable Problem error) {

    /** Whether a command took effect. */
    public enum Status {
        /** What it decided is durable. */
        SUCCESS,
        /** Nothing was changed. */
        FAILURE
    }

    /** The command took effect, or was quiet. */
    public static CommandResponse success(Command command, long version, Position position) {
        return new CommandResponse(
                command.id(), command.key(), command.aggregate(), Status.SUCCESS, version, position, false, null);
    }

    /** The command failed. */
    public static CommandResponse failure(Command command, Problem error) {
        return new CommandResponse(
                command.id(), command.key(), command.aggregate(), Status.FAILURE, null, null, false, error);
    }

    /** What was sent could not even be made a command. */
    public static CommandResponse unreadable(@Nullable UUID commandId, @Nullable String command, Problem error) {
        return new CommandResponse(commandId, command, null, Status.FAILURE, null, null, false, error);
    }

    /** The same outcome, told again. */
    public CommandResponse asReplayed() {
        return new CommandResponse(commandId, command, aggregate, status, version, position, true, error);
    }

    /** Whether the command took effect. */
    public boolean isSuccess() {
        return status == Status.SUCCESS;
    }

    /** The same response on success. @throws ProblemException with the error on failure */
    public CommandResponse orThrow() {
        if (error != null) {
            throw error.asException();
        }
        return this;
    }
}
