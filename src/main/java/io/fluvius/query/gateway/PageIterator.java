package io.fluvius.query.gateway;

import io.fluvius.query.Keyset;
import io.fluvius.query.StateQuery;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Walks over every row that a query matches, page by page and by key: no row is seen twice, none that stays is lost. */
final class PageIterator implements Iterator<StateQuery.Rows> {

    private final Function<@Nullable Keyset, StateQuery.Rows> read;
    private StateQuery.@Nullable Rows latest;

    private PageIterator(Function<@Nullable Keyset, StateQuery.Rows> read) {
        this.read = read;
    }

    /**
     * The rows. A page is read when its first row is asked for, and no earlier.
     *
     * @param read gives the page that lies at this place, or the first one for null
     */
    static Stream<Record> over(Function<@Nullable Keyset, StateQuery.Rows> read) {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(new PageIterator(read), Spliterator.ORDERED), false)
                .flatMap(page -> page.data().stream());
    }

    @Override
    public boolean hasNext() {
        return latest == null || latest.next() != null;
    }

    @Override
    public StateQuery.Rows next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        latest = read.apply(latest == null ? null : latest.next());
        return latest;
    }
}
