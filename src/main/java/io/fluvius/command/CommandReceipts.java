package io.fluvius.command;

import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.Problem;
import io.fluvius.progress.Position;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of each command, by its identifier: the memory that lets a command be sent again without running again.
 * Safe for use by many threads.
 */
public interface CommandReceipts {

    /**
     * One command's outcome.
     *
     * @param commandId the command's identifier
     * @param command its key
     * @param aggregate the aggregate that decided
     * @param version the aggregate's version after success; null on failure
     * @param position the position after success; null on failure
     * @param error why it failed; null on success
     * @param fingerprint of what the command wants, to tell another command under the same identifier; null: not known
     */
    record Receipt(
            UUID commandId,
            String command,
            AggregateRef aggregate,
            @Nullable Long version,
            @Nullable Position position,
            @Nullable Problem error,
            @Nullable String fingerprint) {

        /** The same, with the position. */
        public Receipt withPosition(Position known) {
            return new Receipt(commandId, command, aggregate, version, known, error, fingerprint);
        }

        /** The response that tells this outcome again. */
        public CommandResponse replayedResponse() {
            CommandResponse.Status status =
                    error == null ? CommandResponse.Status.SUCCESS : CommandResponse.Status.FAILURE;
            return new CommandResponse(commandId, command, aggregate, status, version, position, true, error);
        }
    }

    /**
     * Keeps an outcome, as part of the caller's transaction if it has one. The first outcome of a command stays: a
     * second one fails, and the transaction with it.
     */
    void store(Receipt receipt);

    /** The outcome that was kept for a command. */
    Optional<Receipt> find(UUID commandId);
}
