package io.fluvius.eventstore;

import io.fluvius.kernel.CommandReceipts;
import io.fluvius.kernel.Outcomes;
import io.fluvius.kernel.Position;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes beside Axon Server, whose events cannot share a transaction with anything: a receipt is kept as soon as the
 * events are there. The position is that of the command's last event, looked for in what was appended since the command was
 * decided, for the server tells its end a moment late. That of a quiet command is that end. Safe for use by many threads.
 */
final class AxonServerOutcomes implements Outcomes {

    /** Far longer than the event takes to turn up; it is appended already. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventStore store;
    private final CommandReceipts receipts;

    AxonServerOutcomes(EventStore store, CommandReceipts receipts) {
        this.store = store;
        this.receipts = receipts;
    }

    /** Of what commits, the last one to register comes first: the store does so when it prepares. */
    @Override
    public void keep(UnitOfWork<?> work, Supplier<Success> success, Consumer<Position> durable) {
        TrackingToken before = store.createHeadToken();
        work.onCommit(committed -> durable.accept(keep(success.get(), before)));
    }

    private Position keep(Success success, @Nullable TrackingToken before) {
        String lastEvent = success.lastEvent();
        Position position = lastEvent == null ? position(store.createHeadToken()) : find(before, lastEvent);
        receipts.keep(success.receipt().at(position));
        return position;
    }

    private Position find(@Nullable TrackingToken before, String event) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (BlockingStream<TrackedEventMessage<?>> since = store.openStream(before)) {
            while (since.hasNextAvailable(left(deadline), TimeUnit.MILLISECONDS)) {
                TrackedEventMessage<?> next = since.nextAvailable();
                if (next.getIdentifier().equals(event)) {
                    return position(next.trackingToken());
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

    private static Position position(@Nullable TrackingToken token) {
        return token == null ? Position.START : new Position(token.position().orElse(Position.START.index()));
    }
}
