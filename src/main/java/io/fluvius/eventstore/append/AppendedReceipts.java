package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts;
import io.fluvius.command.SuccessReceipts;
import io.fluvius.progress.Position;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Stores the receipt of a successful command together with its events, and the receipt of a failed command by itself. Safe
 * for use by many threads.
 */
final class AppendedReceipts implements SuccessReceipts, CommandReceipts {

    private final AppendLog log;
    private final CommandReceipts stored;

    /** @param stored looks up receipts that the log has written */
    AppendedReceipts(AppendLog log, CommandReceipts stored) {
        this.log = log;
        this.stored = stored;
    }

    @Override
    public void storeOnCommit(UnitOfWork<?> work, Supplier<Success> success, Consumer<Position> durable) {
        UnitOfWorkAppend.with(
                log, append -> append.setReceipt(() -> success.get().receipt(), durable));
    }

    @Override
    public void store(Receipt receipt) {
        UnitOfWorkAppend.with(log, append -> append.setReceipt(() -> receipt, position -> {}));
    }

    @Override
    public Optional<Receipt> find(UUID commandId) {
        return stored.find(commandId);
    }
}
