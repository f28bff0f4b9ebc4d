package io.fluvius.projection;

import io.fluvius.query.QueryPage;
import io.fluvius.query.ReferenceQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The expected pages of a request.
 *
 * @param request the request in its map form
 * @param rows all rows that match it, in its order
 */
record ExpectedPages(Map<String, Object> request, List<Specimen> rows) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Checks the page with the requested number and the pages before and after it. */
    void checkByNumber(Function<Map<String, Object>, QueryPage<Specimen>> query) {
        int number = (int) request.get("page");
        QueryPage<Specimen> page = query.apply(request);
        long start = (number - 1L) * limit();
        check("by number", page, start, number);
        if (page.next() != null) {
            check("after the numbered page", query.apply(at(page.next())), start + limit(), null);
        }
        if (page.previous() != null) {
            check("before the numbered page", query.apply(at(page.previous())), start - limit(), null);
        }
    }

    /** Checks all pages by cursor, from the first to the last and back. */
    void checkByCursor(Function<Map<String, Object>, QueryPage<Specimen>> query) {
        QueryPage<Specimen> page = query.apply(request);
        long start = 0;
        check("first", page, start, null);
        while (page.next() != null) {
            start += limit();
            page = query.apply(at(page.next()));
            check("forward", page, start, null);
        }
        while (page.previous() != null) {
            start -= limit();
            page = query.apply(at(page.previous()));
            check("back", page, start, null);
        }
    }

    /** Checks that rows are those of all pages, in any order. */
    void checkMatched(List<Specimen> actual) {
        if (!without(actual, rows).isEmpty() || !without(rows, actual).isEmpty()) {
            throw new AssertionError(
                    """
                    %s
                    matches the wrong rows in memory.
                    missing:    %s
                    unexpected: %s""".formatted(JSON.writeValueAsString(request), without(rows, actual), without(actual, rows)));
        }
    }

    private void check(String which, QueryPage<Specimen> actual, long start, @Nullable Integer number) {
        Shape expected = shape(start, number);
        if (!Shape.of(actual).equals(expected) || !actual.data().equals(slice(start))) {
            throw new AssertionError("""
                    %s
                    returns the wrong page %s, from row %d.
                    missing:    %s
                    unexpected: %s
                    actual:     %s %s
                    expected:   %s %s""".formatted(
                            JSON.writeValueAsString(request),
                            which,
                            start,
                            without(slice(start), actual.data()),
                            without(actual.data(), slice(start)),
                            Shape.of(actual),
                            ids(actual.data()),
                            expected,
                            ids(slice(start))));
        }
    }

    private List<Specimen> slice(long start) {
        int from = (int) Math.min(start, rows.size());
        return rows.subList(from, Math.min(from + limit(), rows.size()));
    }

    private Shape shape(long start, @Nullable Integer number) {
        boolean isCounted = number != null || Boolean.TRUE.equals(request.get("count"));
        boolean hasRows = start < rows.size();
        return new Shape(
                limit(),
                number,
                number == null ? null : (Long) (long) Math.ceilDiv(rows.size(), limit()),
                isCounted ? (Long) (long) rows.size() : null,
                start + limit() < rows.size(),
                hasRows && start > 0);
    }

    private int limit() {
        return ReferenceQuery.limit(request);
    }

    private Map<String, Object> at(String cursor) {
        Map<String, Object> page = new LinkedHashMap<>(request);
        page.remove("page");
        page.put("cursor", cursor);
        return page;
    }

    private static List<Specimen> without(List<Specimen> rows, List<Specimen> others) {
        List<Specimen> left = new ArrayList<>(rows);
        others.forEach(left::remove);
        return left;
    }

    private static List<String> ids(List<Specimen> rows) {
        return rows.stream().map(row -> row.id().toString()).toList();
    }

    /** A page without its rows. */
    private record Shape(
            int limit,
            @Nullable Integer page,
            @Nullable Long pages,
            @Nullable Long total,
            boolean next,
            boolean previous) {

        static Shape of(QueryPage<?> page) {
            return new Shape(
                    page.limit(),
                    page.page(),
                    page.pages(),
                    page.total(),
                    page.next() != null,
                    page.previous() != null);
        }
    }
}
