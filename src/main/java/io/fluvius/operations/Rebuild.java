package io.fluvius.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a rebuild.
 *
 * @param processor the processor that maintains the views
 * @param resources the resources whose views are rebuilt
 * @param phase {@code creating}, {@code building}, {@code following}, {@code swapping}, {@code cleaning}, {@code swapped},
 *     {@code discarding} or {@code discarded}
 * @param swap {@code manual}, {@code when-equal} or {@code always}
 * @param changed whether the second tables were created by a migration, because the views have changed
 * @param node the node that runs the rebuild; null if none does at the moment
 * @param eventsDone the position up to which the second tables include the events
 * @param eventsTotal the position of the last event
 * @param eventsPerSecond the rate of the last seconds in which many events were read; null unless events are being read, or if it is unknown
 * @param secondsLeft the time until the last event is reached, at this rate; null if unknown
 * @param diff the number of rows that differ, as last compared; null if they never were
 * @param failure why the last attempt of something failed; null if it did not
 */
public record Rebuild(
        String processor,
        List<String> resources,
        String phase,
        String swap,
        boolean changed,
        @Nullable String node,
        long eventsDone,
        long eventsTotal,
        @Nullable Long eventsPerSecond,
        @Nullable Long secondsLeft,
        @Nullable RebuildDiff diff,
        @Nullable String failure,
        Instant startedAt,
        @Nullable Instant endedAt) {

    public Rebuild {
        resources = List.copyOf(resources);
    }

    /** The part of the events that the second tables include, from 0 to 1. */
    public double progress() {
        return eventsTotal <= 0 ? 1 : Math.min(1, (double) eventsDone / eventsTotal);
    }

    /** Whether the second tables are in use or deleted. */
    public boolean isEnded() {
        return endedAt != null;
    }
}
