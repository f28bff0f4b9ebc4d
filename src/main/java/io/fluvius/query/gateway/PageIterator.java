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

/** Iterates over all pages of a query by key: repeats no row, and skips no row that exists throughout the iteration. */
final class PageIterator implements Iterator<StateQuery.Rows> {

    private final Function<@Nullable Keyset, StateQuery.Rows> read;
    private StateQuery.@Nullable Rows latest;

    private PageIterator(Function<@Nullable Keyset, StateQuery.Rows> read) {
        this.read = read;
    }

    /**
     * Returns the rows of all pages. The stream reads a page when it needs the page's first row.
     *
     * @param read reads the page that a keyset selects, or the first page if it is null
     */
    static Stream<Record> rows(Function<@Nullable Keyset, StateQuery.Rows> read) {
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
