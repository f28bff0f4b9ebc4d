package io.fluvius.console.item;

import io.fluvius.console.page.ShownRows;
import io.fluvius.console.page.VersionDiff;
import io.fluvius.query.FilterMatcher;
import io.fluvius.query.Query;
import io.fluvius.query.Versions.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * At which versions a filter begins or ceases to match a row. It does not match where there is no row. Receives the versions in their
 * order; memory does not grow with them.
 *
 * @param <V> the view
 */
final class Bisection<V extends Record> {

    private static final int SHOWN = 50;

    private final Query<V> query;
    private final ShownRows rows;
    private final List<Turn> turns = new ArrayList<>();
    private boolean holds;
    private long count;

    Bisection(Query<V> query, ShownRows rows) {
        this.query = query;
        this.rows = rows;
    }

    /** An event after which the filter matches, or no longer matches. */
    record Turn(VersionDiff version, boolean holds) {}

    /** Returns true, because every version matters. */
    boolean add(Version version) {
        boolean holdsNow = matches(version.after());
        if (holdsNow != holds) {
            holds = holdsNow;
            count++;
            if (turns.size() < SHOWN) {
                turns.add(new Turn(VersionDiff.of(version, rows), holds));
            }
        }
        return true;
    }

    private boolean matches(@Nullable Record row) {
        return row != null
                && FilterMatcher.matches(
                        query.view(), query.filter(), query.view().record().cast(row));
    }

    /** The first event after which the filter matches; null if it never did. */
    public @Nullable VersionDiff first() {
        return turns.isEmpty() ? null : turns.getFirst().version();
    }

    /** The first turns, in their order. */
    public List<Turn> turns() {
        return turns;
    }

    /** The number of all turns. */
    public long count() {
        return count;
    }

    /** Whether the filter matches now. */
    public boolean holds() {
        return holds;
    }
}
