package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts;
import io.fluvius.command.SuccessReceipts;
import io.fluvius.domain.Position;
import io.fluvius.eventstore.receipt.EventReceipts;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Receipts in the log. The events of a command are its receipt; a command that failed or succeeded without an event gets a row.
 * Safe for use by many threads.
 */
final class AppendedReceipts implements SuccessReceipts, CommandReceipts {

    private final AppendLog log;
    private final CommandReceipts rows;
    private final EventReceipts events;

    /**
     * @param rows looks up the rows that the log has written
     * @param events looks up the events that the log has written
     */
    AppendedReceipts(AppendLog log, CommandReceipts rows, EventReceipts events) {
        this.log = log;
        this.rows = rows;
        this.events = events;
    }

    @Override
    public void storeOnCommit(UnitOfWork<?> work, Supplier<Outcome> outcome, Consumer<Position> durable) {
        UnitOfWorkAppend.with(log, append -> append.addOutcome(outcome, durable));
    }

    @Override
    public void store(Receipt receipt) {
        UnitOfWorkAppend.with(log, append -> append.addOutcome(() -> new Outcome(receipt, null), position -> {}));
    }

    @Override
    public Optional<Receipt> find(UUID commandId) {
        return events.find(commandId).or(() -> rows.find(commandId));
    }
}
