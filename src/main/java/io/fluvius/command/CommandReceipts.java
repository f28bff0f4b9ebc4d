package io.fluvius.command;

import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores the outcomes of commands by command identifier, so that a command that is sent again does not run again.
 * Thread-safe.
 */
public interface CommandReceipts {

    /** The detail of the problem {@code unavailable} of a command whose first outcome is not known yet. */
    String RUNNING =
            "This command is being handled or has just ended; send the same command id again to get the outcome";

    /**
     * The outcome of a command.
     *
     * @param commandId the command's identifier
     * @param command the command's key; null if the receipt is an event, whose fingerprint determines the command
     * @param aggregate the aggregate that handled the command
     * @param version the aggregate's version after the command; null on failure
     * @param position the position after the command; null on failure
     * @param error the reason for the failure; null on success
     * @param fingerprint the fingerprint of the command, which detects a reused identifier; null if unknown
     */
    record Receipt(
            UUID commandId,
            @Nullable String command,
            AggregateRef aggregate,
            @Nullable Long version,
            @Nullable Position position,
            @Nullable Problem error,
            @Nullable String fingerprint) {

        /** Returns this receipt with the given position. */
        public Receipt withPosition(Position other) {
            return new Receipt(commandId, command, aggregate, version, other, error, fingerprint);
        }

        /** Returns the receipt of a command that failed. */
        static Receipt ofFailure(Command command, Problem error) {
            return new Receipt(
                    command.id(), command.key(), command.aggregate(), null, null, error, command.fingerprint());
        }

        /** Returns the response to a command with the same identifier: the first outcome, if it is the same command. */
        CommandResponse responseTo(Command again) {
            boolean isSameCommand = command == null || command.equals(again.key());
            if (!isSameCommand || !hasFingerprint(again)) {
                return CommandResponse.failure(
                        again,
                        Problem.of(
                                ProblemCode.COMMAND_ID_REUSED,
                                "A different command was processed under this id; nothing was done"));
            }
            CommandResponse.Status status =
                    error == null ? CommandResponse.Status.SUCCESS : CommandResponse.Status.FAILURE;
            return new CommandResponse(commandId, again.key(), aggregate, status, version, position, true, error);
        }

        /** The fingerprint of a creating command does not contain the aggregate if version 0.1.0 has stored it. */
        private boolean hasFingerprint(Command again) {
            return fingerprint == null
                    || fingerprint.equals(again.fingerprint())
                    || again.isCreating()
                            && aggregate.equals(again.aggregate())
                            && fingerprint.equals(again.withGeneratedAggregate().fingerprint());
        }
    }

    /**
     * Stores the receipt of a command without events, in the caller's transaction if there is one. Throws an exception,
     * which rolls the transaction back, if the command already has a receipt.
     */
    void store(Receipt receipt);

    /** Looks up the receipt of a command. */
    Optional<Receipt> find(UUID commandId);
}
