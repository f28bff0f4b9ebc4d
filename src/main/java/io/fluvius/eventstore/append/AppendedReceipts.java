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
 * Receipts that are written together with the events of their command. The receipt of a command that failed is written by
 * itself. Safe for use by many threads.
 */
final class AppendedReceipts implements SuccessReceipts, CommandReceipts {

    private final AppendLog writer;
    private final CommandReceipts kept;

    /** @param kept finds what was written */
    AppendedReceipts(AppendLog writer, CommandReceipts kept) {
        this.writer = writer;
        this.kept = kept;
    }

    @Override
    public void storeOnCommit(UnitOfWork<?> work, Supplier<Success> success, Consumer<Position> durable) {
        UnitOfWorkAppend.with(
                writer, pending -> pending.keep(() -> success.get().receipt(), durable));
    }

    @Override
    public void store(Receipt receipt) {
        UnitOfWorkAppend.with(writer, pending -> pending.keep(() -> receipt, position -> {}));
    }

    @Override
    public Optional<Receipt> find(UUID commandId) {
        return kept.find(commandId);
    }
}
