package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.query.Change;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.StateQuery;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Catches up with a snapshot of all matching rows. Each page is read when it is requested. */
final class SnapshotCatchUp<V extends Record> implements CatchUp<V> {

    private final Function<Query<V>, StateQuery.Snapshot> read;
    private final Position feedStart;
    private final SnapshotCoverage coverage = new SnapshotCoverage();

    /** The query for the next page; null after the last page. */
    private @Nullable Query<V> next;

    private boolean isFirstPage = true;
    /** Whether the feed has passed every event that the snapshot may include. */
    private boolean passed;

    /**
     * @param query the query for the first page, sorted by identifier
     * @param read reads a page
     * @param feedStart the position after which the feed publishes changes
     */
    SnapshotCatchUp(Query<V> query, Function<Query<V>, StateQuery.Snapshot> read, Position feedStart) {
        this.next = query;
        this.read = read;
        this.feedStart = feedStart;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Change<V> next() {
        Query<V> query = next;
        if (query == null) {
            throw new NoSuchElementException();
        }
        StateQuery.Snapshot page = read.apply(query);
        Keyset rest = page.rows().next();
        List<V> rows =
                page.rows().data().stream().map(query.view().record()::cast).toList();
        coverage.add(rest == null ? null : query.view().id(rows.getLast()), page.included());
        Position resume = rest == null ? resumePosition(feedStart) : Position.START;
        Change<V> change = new Change.State<>(rows, isFirstPage, rest == null, resume.toString());
        isFirstPage = false;
        next = rest == null ? null : query.withKeyset(rest);
        return change;
    }

    @Override
    public boolean includes(RowTransition<V> change) {
        return !passed && coverage.includes(change.id(), change.aggregate(), change.position());
    }

    @Override
    public Position resumePosition(Position feed) {
        passed = passed || coverage.isWithin(feed);
        return passed ? feed : Position.START;
    }
}
