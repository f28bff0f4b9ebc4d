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
 * The pages that a request must get.
 *
 * @param request in its map form
 * @param rows all that it asks for, in its order
 */
record ExpectedPages(Map<String, Object> request, List<Specimen> rows) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Fails unless that page, and those that its cursors lead to, are right. */
    void byNumber(Function<Map<String, Object>, QueryPage<Specimen>> answers) {
        int number = (int) request.get("page");
        QueryPage<Specimen> page = answers.apply(request);
        long start = (number - 1L) * limit();
        check("by number", page, start, number);
        if (page.next() != null) {
            check("after it", answers.apply(at(page.next())), start + limit(), null);
        }
        if (page.previous() != null) {
            check("before it", answers.apply(at(page.previous())), start - limit(), null);
        }
    }

    /** Fails unless all pages from the first to the last, and from there back, are right. */
    void byCursor(Function<Map<String, Object>, QueryPage<Specimen>> answers) {
        QueryPage<Specimen> page = answers.apply(request);
        long start = 0;
        check("first", page, start, null);
        while (page.next() != null) {
            start += limit();
            page = answers.apply(at(page.next()));
            check("forward", page, start, null);
        }
        while (page.previous() != null) {
            start -= limit();
            page = answers.apply(at(page.previous()));
            check("back", page, start, null);
        }
    }

    /** Fails unless the rows are those of all pages. */
    void inAnyOrder(List<Specimen> actual) {
        if (!without(actual, rows).isEmpty() || !without(rows, actual).isEmpty()) {
            throw new AssertionError(
                    """
                    %s
                    is answered wrongly in memory.
                    lost:     %s
                    unwanted: %s""".formatted(JSON.writeValueAsString(request), without(rows, actual), without(actual, rows)));
        }
    }

    private void check(String which, QueryPage<Specimen> actual, long start, @Nullable Integer number) {
        Shape expected = shape(start, number);
        if (!Shape.of(actual).equals(expected) || !actual.data().equals(slice(start))) {
            throw new AssertionError("""
                    %s
                    is answered wrongly on the page %s from row %d.
                    lost:     %s
                    unwanted: %s
                    answered: %s %s
                    expected: %s %s""".formatted(
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
        boolean counted = number != null || Boolean.TRUE.equals(request.get("count"));
        boolean within = start < rows.size();
        return new Shape(
                limit(),
                number,
                number == null ? null : (Long) (long) Math.ceilDiv(rows.size(), limit()),
                counted ? (Long) (long) rows.size() : null,
                start + limit() < rows.size(),
                within && start > 0);
    }

    private int limit() {
        return ReferenceQuery.limit(request);
    }

    private Map<String, Object> at(String cursor) {
        Map<String, Object> there = new LinkedHashMap<>(request);
        there.remove("page");
        there.put("cursor", cursor);
        return there;
    }

    private static List<Specimen> without(List<Specimen> rows, List<Specimen> others) {
        List<Specimen> left = new ArrayList<>(rows);
        others.forEach(left::remove);
        return left;
    }

    private static List<String> ids(List<Specimen> rows) {
        return rows.stream().map(row -> row.id().toString()).toList();
    }

    /** What a page says beside its rows. */
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
