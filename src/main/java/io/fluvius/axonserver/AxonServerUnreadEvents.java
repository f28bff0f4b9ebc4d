package io.fluvius.axonserver;

import io.fluvius.processing.SegmentToken;
import io.fluvius.processing.UnreadEvents;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** Reads what lies between tokens and a position from Axon Server, whose events are numbered without gaps. */
record AxonServerUnreadEvents(StreamableMessageSource<TrackedEventMessage<?>> store) implements UnreadEvents {

    /** A segment that is further behind is worth no reading: it will take its time. */
    private static final int MOST = 500;

    /** In milliseconds: how long the stream may be silent; who asks will ask again. */
    private static final int SILENCE = 100;

    @Override
    public Pending upTo(long position, List<SegmentToken> segments, @Nullable UUID aggregate) {
        long from = segments.stream().mapToLong(SegmentToken::index).min().orElseThrow();
        return position - from > MOST ? Pending.SOMETHING : between(from, position, segments, aggregate);
    }

    private Pending between(long from, long position, List<SegmentToken> segments, @Nullable UUID aggregate) {
        Event latest = null;
        long reached = from;
        try (BlockingStream<TrackedEventMessage<?>> stream =
                store.openStream(from < 0 ? null : new GlobalSequenceTrackingToken(from))) {
            while (reached < position && stream.hasNextAvailable(SILENCE, TimeUnit.MILLISECONDS)) {
                TrackedEventMessage<?> next = stream.nextAvailable();
                reached = next.trackingToken().position().orElse(position);
                Event event = event(reached, next);
                if (reached <= position && isOf(aggregate, event) && event.isPendingFor(segments)) {
                    latest = event;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (latest != null) {
            return new Pending(false, latest);
        }
        return reached >= position ? Pending.NOTHING : Pending.SOMETHING;
    }

    /** An event of no aggregate is the only one of its own. */
    private static Event event(long index, TrackedEventMessage<?> message) {
        return new Event(
                index,
                message instanceof DomainEventMessage<?> own ? own.getAggregateIdentifier() : message.getIdentifier());
    }

    private static boolean isOf(@Nullable UUID aggregate, Event event) {
        return aggregate == null || aggregate.toString().equals(event.aggregate());
    }
}
