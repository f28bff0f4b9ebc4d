package io.fluvius.axonserver;

import io.fluvius.domain.Position;
import io.fluvius.processing.SegmentToken;
import io.fluvius.processing.UnreadEvents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** Reads the events between tokens and a position from Axon Server, whose positions have no gaps. */
record AxonServerUnreadEvents(StreamableMessageSource<TrackedEventMessage<?>> store) implements UnreadEvents {

    /** Limits the time that the caller waits, in milliseconds without an event; the caller repeats the query. */
    private static final int MAX_SILENCE = 100;

    @Override
    public Unread upTo(long position, List<SegmentToken> segments, @Nullable UUID aggregate) {
        Position from = SegmentToken.reached(segments);
        return position - from.index() > MAX_READ ? Unread.UNKNOWN : read(from, position, segments, aggregate);
    }

    @Override
    public Optional<Instant> timeOfNext(Position position) {
        try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(position.token())) {
            return stream.hasNextAvailable(MAX_SILENCE, TimeUnit.MILLISECONDS)
                    ? Optional.of(stream.nextAvailable().getTimestamp())
                    : Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Unread read(Position from, long position, List<SegmentToken> segments, @Nullable UUID aggregate) {
        Event latest = null;
        long reached = from.index();
        try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(from.token())) {
            while (reached < position && stream.hasNextAvailable(MAX_SILENCE, TimeUnit.MILLISECONDS)) {
                TrackedEventMessage<?> next = stream.nextAvailable();
                reached = next.trackingToken().position().orElse(position);
                Event event = event(reached, next);
                if (reached <= position && isOf(aggregate, event) && event.isUnreadBy(segments)) {
                    latest = event;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (latest != null) {
            return Unread.of(latest);
        }
        return reached >= position ? Unread.NONE : Unread.UNKNOWN;
    }

    /** Axon assigns an event without an aggregate to a segment by the identifier of the event. */
    private static Event event(long index, TrackedEventMessage<?> message) {
        return new Event(
                index,
                message instanceof DomainEventMessage<?> own ? own.getAggregateIdentifier() : message.getIdentifier());
    }

    private static boolean isOf(@Nullable UUID aggregate, Event event) {
        return aggregate == null || aggregate.toString().equals(event.aggregate());
    }
}
