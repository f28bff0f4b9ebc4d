package io.fluvius.axonserver;

import io.fluvius.axonserver.ValueReservations.ReservedValue;
import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.eventstore.unique.ValueChanges;
import io.fluvius.eventstore.unique.ValueClaim;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The changes that appends to Axon Server make in the database. They are reserved before the events are sent, and confirmed
 * or cancelled when the outcome of the append is known. Each method runs in a transaction, or takes part in that of the caller.
 * Safe for use by many threads.
 */
final class Reservations {

    /** The same for all transactions, so that they cannot deadlock. */
    private static final Comparator<ValueClaim> LOCK_ORDER =
            Comparator.comparing(ValueClaim::scope).thenComparing(ValueClaim::value);

    private final ValueReservations values;
    private final ReceiptReservations receipts;
    private final TransactionOperations transactions;
    private final ImportGate gate;

    Reservations(
            ValueReservations values,
            ReceiptReservations receipts,
            TransactionOperations transactions,
            ImportGate gate) {
        this.values = values;
        this.receipts = receipts;
        this.transactions = transactions;
        this.gate = gate;
    }

    /**
     * The rows that are reserved for an append.
     *
     * @param id identifies the append in the reserved rows
     * @param claims without the values that the owner held already
     * @param releases without the values that the owner did not hold
     */
    record Reservation(UUID id, List<ReservedValue> claims, List<ReservedValue> releases, List<Receipt> receipts) {}

    /**
     * Reserves what an append changes.
     *
     * @param commands the receipts of the commands of the append
     * @throws io.fluvius.problem.ProblemException when a value is taken, a command with the same id exists, or a log is being imported
     */
    Reservation reserve(ValueChanges changes, List<Receipt> commands) {
        return gate.pass(() -> transactions.execute(transaction -> {
            UUID id = UUID.randomUUID();
            commands.forEach(receipt -> receipts.reserve(receipt, id));
            List<ReservedValue> claims = reserveRows(changes.claims(), id, values::reserveClaim);
            List<ReservedValue> releases = reserveRows(changes.releases(), id, values::reserveRelease);
            return new Reservation(id, claims, releases, commands);
        }));
    }

    /**
     * The events are stored.
     *
     * @param confirmed the receipts of the reservation, with their positions
     */
    void confirm(Reservation reservation, List<Receipt> confirmed) {
        transactions.executeWithoutResult(transaction -> {
            reservation.claims().forEach(values::hold);
            reservation.releases().forEach(values::free);
            confirmed.forEach(receipt -> receipts.confirm(receipt, reservation.id()));
        });
    }

    /** The events were not stored and will not be. */
    void cancel(Reservation reservation) {
        transactions.executeWithoutResult(transaction -> {
            reservation.claims().forEach(values::cancel);
            reservation.releases().forEach(values::cancel);
            reservation.receipts().forEach(receipt -> receipts.cancel(receipt, reservation.id()));
        });
    }

    /**
     * Reserves and confirms changes that have no events. Throws as {@link #reserve} does.
     *
     * @param confirmed the receipts of the changes, with their positions
     */
    void write(ValueChanges changes, List<Receipt> commands, List<Receipt> confirmed) {
        transactions.executeWithoutResult(transaction -> confirm(reserve(changes, commands), confirmed));
    }

    private static List<ReservedValue> reserveRows(
            List<ValueClaim> values, UUID id, BiFunction<ValueClaim, UUID, Optional<ReservedValue>> reserve) {
        return values.stream()
                .sorted(LOCK_ORDER)
                .flatMap(value -> reserve.apply(value, id).stream())
                .toList();
    }
}
