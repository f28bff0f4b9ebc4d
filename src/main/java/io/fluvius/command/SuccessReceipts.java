package io.fluvius.command;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.Position;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Stores the receipts of successful commands together with their events. Thread-safe. */
public interface SuccessReceipts {

    /**
     * Stores a receipt when a unit of work commits, atomically with the events that it appends. Commands that are nested in
     * the unit of work of another command are stored with it.
     *
     * @param work the unit of work of the command, whose handler has returned
     * @param outcome supplies the receipt; called once the events have sequence numbers
     * @param durable called with the position, on the committing thread, when events and receipt are durable
     */
    void storeOnCommit(UnitOfWork<?> work, Supplier<Outcome> outcome, Consumer<Position> durable);

    /**
     * The outcome of a command.
     *
     * @param receipt the receipt, without a position
     * @param lastEventId the identifier of the command's last event; null if the command had no events
     */
    record Outcome(Receipt receipt, @Nullable String lastEventId) {}
}
