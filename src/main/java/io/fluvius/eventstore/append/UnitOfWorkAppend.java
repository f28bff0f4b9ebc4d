package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.UnitOfWorkResource;
import io.fluvius.eventstore.unique.ValueChanges;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.progress.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * What the current unit of work wants to be written, collected until it commits. Everything is written together then, and
 * the unit of work fails when it cannot be.
 */
final class UnitOfWorkAppend implements UnitOfWorkResource {

    private final AppendLog writer;
    private final List<EventMessage<?>> events = new ArrayList<>();
    private final ValueChanges values = new ValueChanges();
    private Supplier<@Nullable Receipt> receipt = () -> null;
    private Consumer<Position> durable = position -> {};

    private UnitOfWorkAppend(AppendLog writer) {
        this.writer = writer;
    }

    /** Runs work on what the current unit of work wants to be written, or else writes at once what the work wants. */
    static void with(AppendLog writer, Consumer<UnitOfWorkAppend> work) {
        UnitOfWorkResource.with(UnitOfWorkAppend.class, () -> new UnitOfWorkAppend(writer), work);
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

    @Override
    public void commit() {
        List<ValueClaim> claimed = values.claims();
        List<ValueClaim> released = values.releases();
        List<StoredEvent> rows = writer.rows(ClaimMetadata.addToLast(events, claimed, released));
        durable.accept(writer.write(new Append(rows, claimed, released, receipt.get())));
    }
}
