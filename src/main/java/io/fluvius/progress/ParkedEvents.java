package io.fluvius.progress;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events that event handlers, on this node and on others, could not handle yet. Safe for use by many threads. */
@FunctionalInterface
public interface ParkedEvents {

    /**
     * Returns the identifiers of the aggregates some of whose events are parked; for an event without an aggregate, its own.
     *
     * @param processingGroup the processing group of the handlers
     * @param aggregate the only aggregate to look for; null for every one
     */
    Set<String> aggregates(String processingGroup, @Nullable String aggregate);
}
