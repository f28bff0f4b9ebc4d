package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.progress.Progress;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events that a snapshot includes. A snapshot is read in pages, in the order of the rows' identifiers; each page may
 * include more events than the one before it. Not thread-safe.
 */
final class SnapshotCoverage {

    private static final UUID MAX_ID = new UUID(-1, -1);

    /**
     * The events that each page includes, by the identifier up to which the page has rows. Identifiers are compared in their
     * canonical text form, which sorts as the databases sort UUIDs.
     */
    private final NavigableMap<String, List<Progress.Included>> pages = new TreeMap<>();

    /**
     * Adds the events that the next page includes.
     *
     * @param lastId the identifier of the last row of the page; null for the last page
     * @param included the events that the page includes, per projection of the view
     */
    void add(@Nullable UUID lastId, List<Progress.Included> included) {
        pages.put((lastId == null ? MAX_ID : lastId).toString(), included);
    }

    /** Returns whether the page of a row has been read and includes an event of the aggregate of that row. */
    boolean includes(UUID row, UUID aggregate, Position event) {
        Map.Entry<String, List<Progress.Included>> page = pages.ceilingEntry(row.toString());
        return page != null && page.getValue().stream().allMatch(it -> it.includes(aggregate, event));
    }

    /** Returns whether a position includes every event that the pages may include. */
    boolean isWithin(Position position) {
        return pages.values().stream().flatMap(List::stream).allMatch(included -> position.includes(included.latest()));
    }
}
