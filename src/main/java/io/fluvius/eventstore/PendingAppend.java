package io.fluvius.eventstore;

import io.fluvius.eventstore.Append.Claim;
import io.fluvius.kernel.CommandReceipts.Receipt;
import io.fluvius.kernel.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What the current unit of work wants to be written, collected until it commits. Everything is written together then, and
 * the unit of work fails when it cannot be.
 */
final class PendingAppend {

    private static final String RESOURCE = PendingAppend.class.getName();

    private final List<EventMessage<?>> events = new ArrayList<>();
    private final ValueChanges values = new ValueChanges();
    private Supplier<@Nullable Receipt> receipt = () -> null;
    private Consumer<Position> durable = position -> {};

    /** Runs work on what the current unit of work wants to be written, or else writes at once what the work wants. */
    static void with(AppendWriter writer, Consumer<PendingAppend> work) {
        if (CurrentUnitOfWork.isStarted()
                && CurrentUnitOfWork.get().root().phase().isBefore(UnitOfWork.Phase.COMMIT)) {
            work.accept(of(CurrentUnitOfWork.get().root(), writer));
        } else {
            PendingAppend alone = new PendingAppend();
            work.accept(alone);
            alone.write(writer);
        }
    }

    private static PendingAppend of(UnitOfWork<?> work, AppendWriter writer) {
        return work.getOrComputeResource(RESOURCE, nothing -> {
            PendingAppend pending = new PendingAppend();
            work.onCommit(committing -> pending.write(writer));
            return pending;
        });
    }

    void append(List<? extends EventMessage<?>> messages) {
        events.addAll(messages);
    }

    ValueChanges values() {
        return values;
    }

    /**
     * Keeps a receipt with the rest.
     *
     * @param kept asked for when the events have their numbers
     * @param told is told the position when all is durable
     */
    void keep(Supplier<Receipt> kept, Consumer<Position> told) {
        receipt = kept::get;
        durable = told;
    }

    private void write(AppendWriter writer) {
        List<Claim> claimed = values.claims();
        List<Claim> released = values.releases();
        List<EventRow> rows = writer.rows(ClaimMetaData.onLast(events, claimed, released));
        durable.accept(writer.write(new Append(rows, claimed, released, receipt.get())));
    }
}
