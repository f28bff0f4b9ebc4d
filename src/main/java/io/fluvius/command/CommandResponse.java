package io.fluvius.command;

import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.problem.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a command: success or failure, never state.
 *
 * @param commandId the command's identifier; null if the input had no readable identifier
 * @param command the command's key; null if the input had no readable key
 * @param aggregate the aggregate that handled the command; null if the input was not a valid command
 * @param status whether the command succeeded
 * @param version the aggregate's sequence number after the command, 0 after its first event; null on failure
 * @param position the position after the command: state that includes it reflects the command; null on failure, and
 *     after a {@link DryRun}
 * @param replayed whether this is the outcome of an earlier command with the same identifier
 * @param error the reason for the failure; null on success
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

    /** Whether a command succeeded. */
    public enum Status {
        /** The command was accepted, and its events are durable. */
        SUCCESS,
        /** The command changed nothing. */
        FAILURE
    }

    /** Creates the response to a command that succeeded, with or without events. */
    public static CommandResponse success(Command command, long version, Position position) {
        return new CommandResponse(
                command.id(), command.key(), command.aggregate(), Status.SUCCESS, version, position, false, null);
    }

    /** Creates the response to the dry run of a command that would succeed. */
    static CommandResponse success(Command command, long version) {
        return new CommandResponse(
                command.id(), command.key(), command.aggregate(), Status.SUCCESS, version, null, false, null);
    }

    /** Creates the response to a command that failed. */
    public static CommandResponse failure(Command command, Problem error) {
        return new CommandResponse(
                command.id(), command.key(), command.aggregate(), Status.FAILURE, null, null, false, error);
    }

    /** Creates the response to input from which no command could be created. */
    public static CommandResponse unreadable(@Nullable UUID commandId, @Nullable String command, Problem error) {
        return new CommandResponse(commandId, command, null, Status.FAILURE, null, null, false, error);
    }

    /** Returns this response, marked as replayed. */
    public CommandResponse asReplayed() {
        return new CommandResponse(commandId, command, aggregate, status, version, position, true, error);
    }

    /** Returns this response with the aggregate that handled the command. */
    CommandResponse withAggregate(AggregateRef other) {
        return new CommandResponse(commandId, command, other, status, version, position, replayed, error);
    }

    /** Returns whether the command succeeded. */
    public boolean isSuccess() {
        return status == Status.SUCCESS;
    }

    /**
     * Returns this response if the command succeeded.
     *
     * @throws io.fluvius.problem.ProblemException with the error if the command failed
     */
    public CommandResponse orThrow() {
        if (error != null) {
            throw error.asException();
        }
        return this;
    }
}
