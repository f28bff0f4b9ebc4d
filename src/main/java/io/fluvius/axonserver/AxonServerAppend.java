package io.fluvius.axonserver;

import io.fluvius.axonserver.Reservations.Reservation;
import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.command.SuccessReceipts.Outcome;
import io.fluvius.domain.Position;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.UnitOfWorkResource;
import io.fluvius.eventstore.unique.ValueChanges;
import io.fluvius.problem.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The unique values and the receipts of a unit of work whose events go to Axon Server. They are collected until the unit of
 * work commits, reserved in the database before the events are sent, and confirmed after the events are stored. When the
 * outcome of the append is unknown, the reservation stays. Belongs to one thread.
 */
final class AxonServerAppend implements UnitOfWorkResource {

    private final Reservations reservations;
    private final Failures failures;
    private final long maxAgeNanos;

    private final ValueChanges values = new ValueChanges();
    private final List<PendingOutcome> outcomes = new ArrayList<>();
    private Stage stage = Stage.COLLECTING;
    private @Nullable Reservation reservation;

    /** @param maxAge the events are sent only while the reservation is younger than this */
    AxonServerAppend(Reservations reservations, Failures failures, Duration maxAge) {
        this.reservations = reservations;
        this.failures = failures;
        this.maxAgeNanos = maxAge.toNanos();
    }

    private enum Stage {
        COLLECTING,
        /** The unit of work has published events, which the store commits later. */
        PUBLISHED,
        /** The store may have sent the events. */
        SENT,
        /** The store has committed the events, or there are none. */
        STORED
    }

    private record PendingOutcome(
            Supplier<Outcome> outcome, Function<Outcome, Position> positionOf, Consumer<Position> onDurable) {

        /** The receipt with its position, which can be looked up after the events are stored. */
        Receipt confirmed() {
            Outcome known = outcome.get();
            return known.receipt().withPosition(positionOf.apply(known));
        }
    }

    ValueChanges values() {
        return values;
    }

    /**
     * Adds the receipt of a command to the changes.
     *
     * @param outcome called when the events have their sequence numbers
     * @param positionOf looks up the position of the outcome after the events are stored
     * @param onDurable receives the position after everything is durable
     */
    void addReceipt(Supplier<Outcome> outcome, Function<Outcome, Position> positionOf, Consumer<Position> onDurable) {
        outcomes.add(new PendingOutcome(outcome, positionOf, onDurable));
    }

    /** Adds the claims and releases to the first events that the unit of work publishes; returns later events unchanged. */
    List<EventMessage<?>> withClaims(List<EventMessage<?>> events) {
        return stage == Stage.COLLECTING ? ClaimMetadata.addToLast(events, values.claims(), values.releases()) : events;
    }

    /** Makes the unit of work reserve the changes before the commit handlers that are registered already. */
    void reserveBeforeCommit(UnitOfWork<?> work) {
        if (stage == Stage.COLLECTING) {
            stage = Stage.PUBLISHED;
            work.onCommit(committing -> reserve());
        }
    }

    /**
     * Reserves the changes. Fails when that took too long, so that the events of a reservation are stored, or can no longer
     * be, well before the {@link ReservationSweep} looks for them.
     */
    private void reserve() {
        long start = System.nanoTime();
        reservation = reservations.reserve(values, receipts());
        if (System.nanoTime() - start > maxAgeNanos) {
            throw StoreUnavailable.timeoutException();
        }
        stage = Stage.SENT;
    }

    /** Confirms the reservation; without events, writes the changes. */
    @Override
    public void commit() {
        stage = Stage.STORED;
        List<Receipt> confirmed =
                outcomes.stream().map(PendingOutcome::confirmed).toList();
        if (reservation == null) {
            reservations.write(values, receipts(), confirmed);
        } else {
            reservations.confirm(reservation, confirmed);
        }
        for (int index = 0; index < confirmed.size(); index++) {
            outcomes.get(index).onDurable().accept(confirmed.get(index).position());
        }
    }

    /** Cancels the reservation, unless the events may have been stored. */
    @Override
    public void rollback(@Nullable Throwable cause) {
        boolean refused = stage == Stage.SENT && cause != null && failures.isLostRace(cause);
        if (reservation != null && (stage == Stage.PUBLISHED || refused)) {
            reservations.cancel(reservation);
        }
    }

    private List<Receipt> receipts() {
        return outcomes.stream()
                .map(pending -> pending.outcome().get().receipt())
                .toList();
    }
}
