package io.fluvius.axonserver;

import io.fluvius.axonserver.ValueReservations.Mark;
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
 * What an append to Axon Server changes in the database: noted before its events are sent, and done or undone when it is
 * known what became of them. Each method is one transaction. Safe for use by many threads.
 */
final class Reservations {

    /** In one order for all, so that they wait for each other but not in a circle. */
    private static final Comparator<ValueClaim> ORDER =
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
     * What an append is to change.
     *
     * @param receipt null: the append is none of a command
     */
    record Wanted(
            List<ValueClaim> claims,
            List<ValueClaim> releases,
            @Nullable Receipt receipt) {}

    /** What is noted of an append, under an identifier of its own. */
    record Noted(
            UUID by,
            List<Mark> claims,
            List<Mark> releases,
            @Nullable Receipt receipt) {}

    /** @throws io.fluvius.problem.ProblemException when a value is taken, or the command runs or ran already */
    Noted note(Wanted wanted) {
        return transactions.execute(transaction -> noted(wanted));
    }

    /** The events are there. */
    void confirm(Noted noted, Position position) {
        transactions.executeWithoutResult(transaction -> confirmed(noted, position));
    }

    /** The events will never be there. */
    void undo(Noted noted) {
        transactions.executeWithoutResult(transaction -> {
            noted.claims().forEach(values::undo);
            noted.releases().forEach(values::undo);
            if (noted.receipt() != null) {
                receipts.forget(noted.receipt(), noted.by());
            }
        });
    }

    /** There are no events. */
    void write(Wanted wanted, Position position) {
        transactions.executeWithoutResult(transaction -> confirmed(noted(wanted), position));
    }

    private Noted noted(Wanted wanted) {
        UUID by = UUID.randomUUID();
        if (wanted.receipt() != null) {
            receipts.note(wanted.receipt(), by);
        }
        List<Mark> claims = marks(wanted.claims(), by, values::claim);
        return new Noted(by, claims, marks(wanted.releases(), by, values::release), wanted.receipt());
    }

    private static List<Mark> marks(List<ValueClaim> of, UUID by, BiFunction<ValueClaim, UUID, Optional<Mark>> mark) {
        return of.stream()
                .sorted(ORDER)
                .flatMap(each -> mark.apply(each, by).stream())
                .toList();
    }

    private void confirmed(Noted noted, Position position) {
        noted.claims().forEach(values::held);
        noted.releases().forEach(values::freed);
        if (noted.receipt() != null) {
            receipts.complete(noted.receipt().withPosition(position), noted.by());
        }
    }
}
