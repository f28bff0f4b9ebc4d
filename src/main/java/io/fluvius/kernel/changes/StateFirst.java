package io.fluvius.kernel.changes;

import io.fluvius.kernel.Change;
import io.fluvius.kernel.Position;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.Seek;
import io.fluvius.kernel.StateQuery;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All rows that match, read part by part as they are told. */
final class StateFirst<V extends Record> implements LiveFollowing.Beginning<V> {

    private final Function<Query<V>, StateQuery.Snapshot> read;
    private final String place;
    private final Coverage coverage = new Coverage();

    /** The next part; null when all was told. */
    private @Nullable Query<V> next;

    private boolean begins = true;

    /**
     * @param query asks for the first part, in the order of the identifiers
     * @param read reads a part
     * @param place where the feed's changes begin
     */
    StateFirst(Query<V> query, Function<Query<V>, StateQuery.Snapshot> read, Place place) {
        this.next = query;
        this.read = read;
        this.place = place.toString();
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
        Seek rest = part.rows().next();
        List<V> rows =
                part.rows().data().stream().map(query.view().record()::cast).toList();
        coverage.add(rest == null ? null : query.view().id(rows.getLast()), part.included());
        Change<V> change = new Change.State<>(rows, begins, rest == null, rest == null ? place : null);
        begins = false;
        next = rest == null ? null : query.at(rest);
        return change;
    }

    @Override
    public boolean includes(UUID row, Position event) {
        return coverage.includes(row, event);
    }
}
