package io.fluvius.axonserver;

import io.fluvius.axonserver.ReceiptReservations.ReservedReceipt;
import io.fluvius.command.Command;
import io.fluvius.command.CommandReceipts;
import io.fluvius.command.SuccessReceipts;
import io.fluvius.domain.Position;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Receipts of commands whose events go to Axon Server. Events and receipt cannot share a transaction, so a receipt is reserved
 * before the events are sent, which keeps a command from running twice, and confirmed after the events are stored. A
 * reserved receipt is settled by the events when it is looked up.
 *
 * <p>The position of a receipt is that of the command's last event. It is searched among the events that were appended since
 * the command was handled, because the server reports its head with a delay. The receipt of a command without events, and a
 * receipt that is settled when it is overdue, get the head. Safe for use by many threads.
 */
final class AxonServerReceipts implements SuccessReceipts, CommandReceipts {

    /** Far longer than a stored event takes to appear in the stream. */
    private static final Duration MAX_SEARCH = Duration.ofSeconds(5);

    private final EventStore store;
    private final AxonServerAppends appends;
    private final ReceiptReservations reservations;
    private final ImportGate gate;

    AxonServerReceipts(EventStore store, AxonServerAppends appends, ReceiptReservations reservations, ImportGate gate) {
        this.store = store;
        this.appends = appends;
        this.reservations = reservations;
        this.gate = gate;
    }

    @Override
    public void storeOnCommit(UnitOfWork<?> work, Supplier<Outcome> success, Consumer<Position> durable) {
        Position before = head();
        appends.with(append -> append.addReceipt(
                () -> withPosition(before, success.get()),
                outcome -> outcome.lastEventId() == null ? head() : search(before, outcome.lastEventId()),
                durable));
    }

    /** The reserved receipt contains the head before the append: the search for the events begins there. */
    private static Outcome withPosition(Position before, Outcome success) {
        return new Outcome(success.receipt().withPosition(before), success.lastEventId());
    }

    /** Settles what an earlier attempt of the command left first. */
    @Override
    public void store(Receipt receipt) {
        gate.pass(() -> {
            reservations.find(receipt.commandId()).ifPresent(this::settle);
            reservations.confirmed().store(receipt);
            return receipt;
        });
    }

    /** @throws io.fluvius.problem.ProblemException when the command may be running */
    @Override
    public Optional<Receipt> find(UUID commandId) {
        return reservations
                .confirmed()
                .find(commandId)
                .or(() -> reservations.find(commandId).flatMap(this::settle));
    }

    /**
     * Confirms the receipt when the events of the command are stored; otherwise cancels it, and returns empty.
     *
     * @throws io.fluvius.problem.ProblemException when the events are not stored but may still be sent
     */
    Optional<Receipt> settle(ReservedReceipt reserved) {
        Optional<Receipt> receipt = findLastEvent(reserved.receipt())
                .map(event -> reserved.receipt().withPosition(findPosition(reserved, event)));
        receipt.ifPresentOrElse(found -> reservations.confirm(found, reserved.reservation()), () -> cancel(reserved));
        return receipt;
    }

    /** The last event of the command; empty when its events are not stored. Reads from the version in the receipt. */
    private Optional<? extends DomainEventMessage<?>> findLastEvent(Receipt receipt) {
        Long version = receipt.version();
        return store.readEvents(receipt.aggregate().id().toString(), version == null ? 0 : version)
                .asStream()
                .filter(event -> receipt.commandId()
                        .toString()
                        .equals(event.getMetaData().get(Command.COMMAND_ID)))
                .findFirst();
    }

    private void cancel(ReservedReceipt reserved) {
        if (!reserved.isOverdue()) {
            throw StoreUnavailable.commandRunningException();
        }
        reservations.cancel(reserved.receipt(), reserved.reservation());
    }

    private Position findPosition(ReservedReceipt reserved, DomainEventMessage<?> event) {
        Position before = reserved.receipt().position();
        return reserved.isOverdue() || before == null ? head() : search(before, event.getIdentifier());
    }

    /** A position that includes all committed events. */
    private Position head() {
        return Position.of(store.createHeadToken());
    }

    private Position search(Position after, String event) {
        long deadline = System.nanoTime() + MAX_SEARCH.toNanos();
        try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(after.token())) {
            while (stream.hasNextAvailable(millisUntil(deadline), TimeUnit.MILLISECONDS)) {
                TrackedEventMessage<?> next = stream.nextAvailable();
                if (next.getIdentifier().equals(event)) {
                    return Position.of(next.trackingToken());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("The event " + event + " is stored, but not in the stream of events");
    }

    private static int millisUntil(long deadline) {
        return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }
}
