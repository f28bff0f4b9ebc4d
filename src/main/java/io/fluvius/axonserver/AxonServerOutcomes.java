package io.fluvius.axonserver;

import io.fluvius.axonserver.ReceiptReservations.Pending;
import io.fluvius.command.CommandReceipts;
import io.fluvius.command.SuccessReceipts;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import io.fluvius.progress.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes beside Axon Server, whose events cannot share a transaction with anything: a receipt is noted before the events
 * are sent, so that no command runs twice, and completed as soon as they are there. One that was left behind is completed
 * when it is asked for, if the events are there. The position is that of the command's last event, looked for in what was
 * appended since the command was decided, for the server tells its end a moment late. That of a quiet command is that end,
 * and so is that of a receipt that was left behind for long. Safe for use by many threads.
 */
final class AxonServerOutcomes implements SuccessReceipts, CommandReceipts {

    /** Far longer than the event takes to turn up; it is appended already. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventStore store;
    private final AxonServerAppends appends;
    private final CommandReceipts kept;
    private final ReceiptReservations pending;
    private final AggregateEvents events;

    AxonServerOutcomes(EventStore store, AxonServerAppends appends, CommandReceipts kept, ReceiptReservations pending) {
        this.store = store;
        this.appends = appends;
        this.kept = kept;
        this.pending = pending;
        this.events = new AggregateEvents(store);
    }

    @Override
    public void storeOnCommit(UnitOfWork<?> work, Supplier<Success> success, Consumer<Position> durable) {
        TrackingToken before = store.createHeadToken();
        appends.with(append -> append.keep(
                () -> begunAt(before, success.get()), done -> position(before, done.lastEventId()), durable));
    }

    /** As it is noted: with the end of the store before the command, from where its events can be found. */
    private static Success begunAt(@Nullable TrackingToken before, Success success) {
        return new Success(success.receipt().withPosition(AggregateEvents.position(before)), success.lastEventId());
    }

    @Override
    public void store(Receipt receipt) {
        kept.store(receipt);
    }

    /** @throws io.fluvius.problem.ProblemException when the command may be running this moment */
    @Override
    public Optional<Receipt> find(UUID commandId) {
        return kept.find(commandId).or(() -> pending.find(commandId).flatMap(this::settle));
    }

    /** Finds out from the events what became of a command. */
    Optional<Receipt> settle(Pending left) {
        Optional<Receipt> receipt =
                events.of(left.receipt()).map(event -> left.receipt().withPosition(position(left, event)));
        receipt.ifPresentOrElse(done -> pending.complete(done, left.by()), () -> forget(left));
        return receipt;
    }

    private void forget(Pending left) {
        if (!left.isOverdue()) {
            throw StoreUnavailable.commandRunningException();
        }
        pending.forget(left.receipt(), left.by());
    }

    private Position position(Pending left, DomainEventMessage<?> event) {
        Position begun = left.receipt().position();
        return left.isOverdue() || begun == null ? events.end() : find(token(begun), event.getIdentifier());
    }

    private static @Nullable TrackingToken token(Position position) {
        return position.equals(Position.START) ? null : new GlobalSequenceTrackingToken(position.index());
    }

    private Position position(@Nullable TrackingToken before, @Nullable String lastEvent) {
        return lastEvent == null ? events.end() : find(before, lastEvent);
    }

    private Position find(@Nullable TrackingToken before, String event) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (BlockingStream<TrackedEventMessage<?>> since = store.openStream(before)) {
            while (since.hasNextAvailable(left(deadline), TimeUnit.MILLISECONDS)) {
                TrackedEventMessage<?> next = since.nextAvailable();
                if (next.getIdentifier().equals(event)) {
                    return AggregateEvents.position(next.trackingToken());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("The event store does not show the event " + event + " that it has taken");
    }

    private static int left(long deadline) {
        return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }
}
