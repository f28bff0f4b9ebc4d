package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.query.Change;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.StateQuery;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All rows that match, read part by part as they are told. */
final class SnapshotCatchUp<V extends Record> implements LiveSubscription.Beginning<V> {

    private final Function<Query<V>, StateQuery.Snapshot> read;
    private final StreamPosition place;
    private final SnapshotCoverage coverage = new SnapshotCoverage();

    /** The next part; null when all was told. */
    private @Nullable Query<V> next;

    private boolean begins = true;
    /** Whether the feed is beyond all that the state includes. */
    private boolean passed;

    /**
     * @param query asks for the first part, in the order of the identifiers
     * @param read reads a part
     * @param place where the feed's changes begin
     */
    SnapshotCatchUp(Query<V> query, Function<Query<V>, StateQuery.Snapshot> read, StreamPosition place) {
        this.next = query;
        this.read = read;
        this.place = place;
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
        StateQuery.Snapshot part = read.apply(query);
        Keyset rest = part.rows().next();
        List<V> rows =
                part.rows().data().stream().map(query.view().record()::cast).toList();
        coverage.add(rest == null ? null : query.view().id(rows.getLast()), part.included());
        StreamPosition reached = rest == null ? reached(place) : null;
        Change<V> change = new Change.State<>(rows, begins, rest == null, reached == null ? null : reached.text());
        begins = false;
        next = rest == null ? null : query.withKeyset(rest);
        return change;
    }

    @Override
    public boolean includes(UUID row, Position event) {
        return !passed && coverage.includes(row, event);
    }

    @Override
    public @Nullable StreamPosition reached(StreamPosition feed) {
        passed = passed || coverage.isWithin(feed);
        return passed ? feed : null;
    }
}
