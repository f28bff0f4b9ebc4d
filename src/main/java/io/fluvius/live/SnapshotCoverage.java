package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events that a snapshot includes. A snapshot is read in pages, in the order of the rows' identifiers; each page may
 * include more events than the one before it. Not thread-safe.
 */
final class SnapshotCoverage {

    private final List<Page> pages = new ArrayList<>();

    /**
     * Adds the events that the next page includes.
     *
     * @param lastId the identifier of the last row of the page; null for the last page
     * @param included the events that the page includes, per projection of the view
     */
    void add(@Nullable UUID lastId, List<Progress.Included> included) {
        pages.add(new Page(lastId == null ? null : lastId.toString(), included));
    }

    /** Returns whether the page of a row has been read and includes an event of that row. */
    boolean includes(UUID row, Position event) {
        return pages.stream()
                .filter(page -> page.covers(row.toString()))
                .findFirst()
                .map(page -> page.included().stream().allMatch(it -> it.includes(row, event)))
                .orElse(false);
    }

    /** Returns whether a position includes every event that the pages may include. */
    boolean isWithin(Position position) {
        return pages.stream()
                .flatMap(page -> page.included().stream())
                .allMatch(included -> position.includes(included.latest()));
    }

    /** Identifiers are compared in their canonical text form, which sorts as the databases sort UUIDs. */
    private record Page(@Nullable String lastId, List<Progress.Included> included) {

        boolean covers(String row) {
            return lastId == null || row.compareTo(lastId) <= 0;
        }
    }
}
