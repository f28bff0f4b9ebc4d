package io.fluvius.processing;

import io.fluvius.domain.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/** The part of a {@link Backlog} that belongs to one segment. Used by the thread that reads the events. */
final class SegmentBacklog {

    private final SegmentToken start;

    private @Nullable TrackingToken reached;
    private List<TrackedEventMessage<?>> collected = new ArrayList<>();
    private CompletableFuture<Void> handled = CompletableFuture.completedFuture(null);

    /** @param stored the token of the segment in the token store */
    SegmentBacklog(Segment segment, @Nullable TrackingToken stored) {
        this.start = SegmentToken.of(segment, stored);
        this.reached = stored;
    }

    /**
     * The events that one transaction handles.
     *
     * @param events empty when no event of the batch belongs to the segment
     * @param reached the token of the segment after these events
     */
    record Batch(
            Segment segment,
            List<TrackedEventMessage<?>> events,
            @Nullable TrackingToken reached) {}

    Segment segment() {
        return start.segment();
    }

    /** How far the segment had read before. */
    SegmentToken start() {
        return start;
    }

    /** Collects an event of this segment, unless the segment has read it before. */
    void add(TrackedEventMessage<?> event) {
        if (isUnread(event.trackingToken())) {
            advance(event);
            // the advanced token records whether the event is replayed
            collected.add(event.withTrackingToken(reached));
        }
    }

    /** Advances the token past an event of any segment. The token never goes back, so one that is ahead of the event stays. */
    void advance(TrackedEventMessage<?> event) {
        if (isUnread(event.trackingToken())) {
            reached = WrappedToken.advance(reached, event.trackingToken());
        }
    }

    /** The stream begins at the lowest start of all segments. */
    private boolean isUnread(TrackingToken token) {
        return start.isBehind(Position.of(token).index());
    }

    /**
     * Passes the events that were collected since the last call to a task, which runs on another thread after the tasks
     * before. When one of those failed, fails with it and does not run.
     */
    CompletableFuture<Void> handleCollected(Consumer<Batch> task, Executor workers) {
        Batch batch = new Batch(segment(), collected, reached);
        collected = new ArrayList<>();
        handled = handled.thenRunAsync(() -> task.accept(batch), workers);
        return handled;
    }
}
