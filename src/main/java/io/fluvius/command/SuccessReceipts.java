package io.fluvius.command;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.progress.Position;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Makes the outcome of a command durable together with its events. Safe for use by many threads. */
public interface SuccessReceipts {

    /**
     * Keeps the receipt of the command that a unit of work handles, with all that it appends or not at all.
     *
     * @param work has handled the command, and is about to commit
     * @param success asked for when the events have their numbers
     * @param durable told the position when all is durable, on the thread that commits
     */
    void storeOnCommit(UnitOfWork<?> work, Supplier<Success> success, Consumer<Position> durable);

    /**
     * What a command has done.
     *
     * @param receipt does not know its position yet
     * @param lastEventId the identifier of its last event; null when it was quiet
     */
    record Success(Receipt receipt, @Nullable String lastEventId) {}
}
