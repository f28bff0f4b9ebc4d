package io.fluvius.axonserver;

import io.fluvius.axonserver.Reservations.Noted;
import io.fluvius.axonserver.Reservations.Wanted;
import io.fluvius.command.SuccessReceipts.Success;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.UnitOfWorkResource;
import io.fluvius.eventstore.unique.ValueChanges;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Position;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of work claims, releases and has receipted beside the events that it appends to Axon Server. Collected until
 * it commits; noted right before the events are committed there, and done right after. Where nobody knows whether they were,
 * it stays noted. Belongs to one thread.
 */
final class AxonServerAppend implements UnitOfWorkResource {

    private final Reservations rows;
    private final Failures failures;
    /** In nanoseconds: how old a note may be when the events are sent. */
    private final long patience;

    private final ValueChanges values = new ValueChanges();
    private Supplier<@Nullable Success> success = () -> null;
    private Function<Success, Position> whereIs = nothing -> Position.START;
    private Consumer<Position> durable = position -> {};
    private Stage stage = Stage.DECIDING;
    private @Nullable Noted noted;

    AxonServerAppend(Reservations rows, Failures failures, Duration patience) {
        this.failures = failures;
        this.rows = rows;
        this.patience = patience.toNanos();
    }

    /** How far it is. */
    private enum Stage {
        DECIDING,
        /** It has events, which the store will commit. */
        APPENDING,
        /** The store was asked to commit them. */
        SENT,
        /** The store has committed them. */
        THERE
    }

    ValueChanges values() {
        return values;
    }

    /**
     * Keeps a receipt with the rest.
     *
     * @param done asked for when the events have their numbers
     * @param where finds the position when they are there
     * @param told is told the position when all is durable
     */
    void keep(Supplier<Success> done, Function<Success, Position> where, Consumer<Position> told) {
        success = done::get;
        whereIs = where;
        durable = told;
    }

    /** The first events of the unit of work with what it claims and releases; others as they are. */
    List<EventMessage<?>> say(List<EventMessage<?>> events) {
        return stage == Stage.DECIDING ? ClaimMetadata.addToLast(events, values.claims(), values.releases()) : events;
    }

    /** Has it noted when the unit of work commits, before the store does what it has registered already. */
    void noteBefore(UnitOfWork<?> work) {
        if (stage == Stage.DECIDING) {
            stage = Stage.APPENDING;
            work.onCommit(committing -> note());
        }
    }

    /**
     * Events are sent only while what was noted of them is fresh, so that they are there, or will never be, long before
     * anybody looks for them.
     */
    private void note() {
        long began = System.nanoTime();
        noted = rows.note(wanted());
        if (System.nanoTime() - began > patience) {
            throw StoreUnavailable.timeoutException();
        }
        stage = Stage.SENT;
    }

    /** Does it all, or what is left to do when the events are there. */
    @Override
    public void commit() {
        stage = Stage.THERE;
        Success done = success.get();
        Position position = done == null ? Position.START : whereIs.apply(done);
        if (noted == null) {
            rows.write(wanted(), position);
        } else {
            rows.confirm(noted, position);
        }
        durable.accept(position);
    }

    /** Takes back what is noted, unless the events may be there. */
    @Override
    public void rollback(@Nullable Throwable cause) {
        boolean refused = stage == Stage.SENT && cause != null && failures.isLostRace(cause);
        if (noted != null && (stage == Stage.APPENDING || refused)) {
            rows.undo(noted);
        }
    }

    private Wanted wanted() {
        Success done = success.get();
        return new Wanted(values.claims(), values.releases(), done == null ? null : done.receipt());
    }
}
