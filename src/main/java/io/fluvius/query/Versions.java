package io.fluvius.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Versions of an aggregate, oldest first.
 *
 * @param data the versions
 * @param newest the newest version of the aggregate
 */
public record Versions(List<Version> data, long newest) {

    public Versions {
        data = List.copyOf(data);
    }

    /**
     * An event, and what it changed.
     *
     * @param event the event, whose sequence number is that of the version
     * @param before the row before the event; null if there was none
     * @param after the row after the event; null if the event has deleted it, or concerns no row
     */
    public record Version(
            HistoryEntry event,
            @Nullable Record before,
            @Nullable Record after) {}
}
