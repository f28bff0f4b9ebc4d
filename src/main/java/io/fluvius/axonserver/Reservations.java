package io.fluvius.axonserver;

import io.fluvius.axonserver.ValueReservations.ReservedValue;
import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.progress.Position;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The changes that appends to Axon Server make in the database. They are reserved before the events are sent, and confirmed
 * or cancelled when the outcome of the append is known. Each method runs in a transaction. Safe for use by many threads.
 */
final class Reservations {

    /** The same for all transactions, so that they cannot deadlock. */
    private static final Comparator<ValueClaim> LOCK_ORDER =
            Comparator.comparing(ValueClaim::scope).thenComparing(ValueClaim::value);

    private final ValueReservations values;
    private final ReceiptReservations receipts;
    private final TransactionOperations transactions;

    Reservations(ValueReservations values, ReceiptReservations receipts, TransactionOperations transactions) {
        this.values = values;
        this.receipts = receipts;
        this.transactions = transactions;
    }

    /**
     * What an append changes.
     *
     * @param receipt null when the append has no command
     */
    record Changes(
            List<ValueClaim> claims,
            List<ValueClaim> releases,
            @Nullable Receipt receipt) {}

    /**
     * The rows that are reserved for an append.
     *
     * @param id identifies the append in the reserved rows
     * @param claims without the values that the owner held already
     * @param releases without the values that the owner did not hold
     */
    record Reservation(
            UUID id,
            List<ReservedValue> claims,
            List<ReservedValue> releases,
            @Nullable Receipt receipt) {}

    /** @throws io.fluvius.problem.ProblemException when a value is taken, or a command with the same id exists */
    Reservation reserve(Changes changes) {
        return transactions.execute(transaction -> reserveRows(changes));
    }

    /** The events are stored. */
    void confirm(Reservation reservation, Position position) {
        transactions.executeWithoutResult(transaction -> confirmRows(reservation, position));
    }

    /** The events were not stored and will not be. */
    void cancel(Reservation reservation) {
        transactions.executeWithoutResult(transaction -> {
            reservation.claims().forEach(values::cancel);
            reservation.releases().forEach(values::cancel);
            if (reservation.receipt() != null) {
                receipts.cancel(reservation.receipt(), reservation.id());
            }
        });
    }

    /** Reserves and confirms changes that have no events. Throws as {@link #reserve} does. */
    void write(Changes changes, Position position) {
        transactions.executeWithoutResult(transaction -> confirmRows(reserveRows(changes), position));
    }

    private Reservation reserveRows(Changes changes) {
        UUID id = UUID.randomUUID();
        if (changes.receipt() != null) {
            receipts.reserve(changes.receipt(), id);
        }
        List<ReservedValue> claims = reserveRows(changes.claims(), id, values::reserveClaim);
        List<ReservedValue> releases = reserveRows(changes.releases(), id, values::reserveRelease);
        return new Reservation(id, claims, releases, changes.receipt());
    }

    private static List<ReservedValue> reserveRows(
            List<ValueClaim> values, UUID id, BiFunction<ValueClaim, UUID, Optional<ReservedValue>> reserve) {
        return values.stream()
                .sorted(LOCK_ORDER)
                .flatMap(value -> reserve.apply(value, id).stream())
                .toList();
    }

    private void confirmRows(Reservation reservation, Position position) {
        reservation.claims().forEach(values::hold);
        reservation.releases().forEach(values::free);
        if (reservation.receipt() != null) {
            receipts.confirm(reservation.receipt().withPosition(position), reservation.id());
        }
    }
}
