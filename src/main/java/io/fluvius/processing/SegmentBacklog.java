package io.fluvius.processing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/** The part of a {@link Backlog} that belongs to one segment. Used by the thread that reads. */
final class SegmentBacklog {

    private final Segment segment;
    /** What had been read before, whether by a replay or not. */
    private final @Nullable TrackingToken begin;

    private @Nullable TrackingToken reached;
    private List<TrackedEventMessage<?>> collected = new ArrayList<>();
    private CompletableFuture<Void> handled = CompletableFuture.completedFuture(null);

    /**
     * @param stored what the segment has read before
     */
    SegmentBacklog(Segment segment, @Nullable TrackingToken stored) {
        this.segment = segment;
        this.begin = stored == null ? null : WrappedToken.unwrapLowerBound(stored);
        this.reached = stored;
    }

    /**
     * What one transaction handles.
     *
     * @param events none, if all that was read belongs to others
     * @param reached what the segment has read when they are handled
     */
    record Batch(
            Segment segment,
            List<TrackedEventMessage<?>> events,
            @Nullable TrackingToken reached) {}

    Segment segment() {
        return segment;
    }

    /** From where the segment has to read, null for the first event. */
    @Nullable TrackingToken begin() {
        return begin;
    }

    /** Collects an event of this segment, unless it has been read before. */
    void add(TrackedEventMessage<?> event) {
        TrackingToken token = event.trackingToken();
        if (begin == null || isAfter(begin, token) || !begin.covers(token)) {
            pass(event);
            // the token that goes with the event knows whether it is replayed
            collected.add(event.withTrackingToken(reached));
        }
    }

    /** Goes past an event, whosever it is. A segment that is ahead of others stays there until they have come as far. */
    void pass(TrackedEventMessage<?> event) {
        TrackingToken token = event.trackingToken();
        reached =
                WrappedToken.advance(reached, begin == null || isAfter(begin, token) ? token : begin.upperBound(token));
    }

    /** Beyond the begin of a segment the stream has read all that the segment had read, for it began at the lowest. */
    private static boolean isAfter(TrackingToken begin, TrackingToken token) {
        return Backlog.position(token) > Backlog.position(begin);
    }

    /** Does something after what came before, on another thread; not at all, and failed likewise, if that failed. */
    CompletableFuture<Void> next(Work work, Executor workers) {
        handled = handled.thenRunAsync(work::doOrFail, workers);
        return handled;
    }

    /** Something that may fail. */
    interface Work {

        void run() throws Exception;

        default void doOrFail() {
            try {
                run();
            } catch (Exception failure) {
                throw new CompletionException(failure);
            }
        }
    }

    /** What was collected since the last time. */
    Batch take() {
        List<TrackedEventMessage<?>> events = collected;
        collected = new ArrayList<>();
        return new Batch(segment, events, reached);
    }
}
