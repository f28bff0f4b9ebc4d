package io.fluvius.kernel.command;

import io.fluvius.kernel.Position;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Finds the position that a command's answer names: one that state includes only together with what the command did. */
interface Positions {

    /** Has something done once a unit of work that is about to commit has appended its events, and they can be read. */
    void onceAppended(UnitOfWork<?> work, Runnable then);

    /** What has to be remembered from before the command is handled. */
    @Nullable TrackingToken before();

    /**
     * The position after it.
     *
     * @param before what {@link #before} gave
     * @param lastEvent the identifier of the command's last event; null when it was quiet
     */
    Position after(@Nullable TrackingToken before, @Nullable String lastEvent);

    /** For a store of that kind. */
    static Positions of(EventStore store) {
        return store instanceof EmbeddedEventStore ? new Head(store) : new Found(store);
    }

    private static Position position(@Nullable TrackingToken token) {
        return token == null ? Position.START : new Position(token.position().orElse(Position.START.index()));
    }

    /** The end of a store that is asked in the transaction of the append, and so sees the command's own events. */
    record Head(EventStore store) implements Positions {

        /** In the transaction of the append, so that both are kept or neither. */
        @Override
        public void onceAppended(UnitOfWork<?> work, Runnable then) {
            work.onPrepareCommit(committing -> then.run());
        }

        @Override
        public @Nullable TrackingToken before() {
            return null;
        }

        @Override
        public Position after(@Nullable TrackingToken before, @Nullable String lastEvent) {
            return position(store.createHeadToken());
        }
    }

    /**
     * The place of the command's last event, looked for in what was appended since. For Axon Server, whose end is told a
     * moment late. The position of a quiet command is that end.
     */
    record Found(EventStore store) implements Positions {

        /** Far longer than the event takes to turn up; it is appended already. */
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        /** Of what commits, the last one to register comes first: the store does so when it prepares. */
        @Override
        public void onceAppended(UnitOfWork<?> work, Runnable then) {
            work.onCommit(committing -> then.run());
        }

        @Override
        public TrackingToken before() {
            return store.createHeadToken();
        }

        @Override
        public Position after(@Nullable TrackingToken before, @Nullable String lastEvent) {
            return lastEvent == null ? position(store.createHeadToken()) : find(before, lastEvent);
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
    }
}
