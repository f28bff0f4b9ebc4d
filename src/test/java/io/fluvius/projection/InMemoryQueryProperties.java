package io.fluvius.projection;

import io.fluvius.query.QueryPage;
import io.fluvius.query.ReferenceQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Queries on rows in memory. A cursor is the number of the row at which its page starts. */
abstract class InMemoryQueryProperties extends QueryProperties {

    private final ReferenceQuery query;
    private List<Specimen> rows = List.of();
    /** The rows that the query of the last pages matches. */
    private final Map<Map<String, Object>, List<Specimen>> matching = new HashMap<>();

    InMemoryQueryProperties(ReferenceQuery query) {
        this.query = query;
    }

    @Override
    void store(List<Specimen> rows) {
        this.rows = rows;
        matching.clear();
    }

    @Override
    QueryPage<Specimen> execute(Map<String, Object> request) {
        List<Specimen> matching = matching(request);
        Integer number = (Integer) request.get("page");
        int limit = ReferenceQuery.limit(request);
        boolean isCounted = number != null || Boolean.TRUE.equals(request.get("count"));
        long start = start(request, limit);
        List<Specimen> page = slice(matching, start, limit);
        return new QueryPage<>(
                page,
                limit,
                number,
                number == null ? null : (Long) (long) Math.ceilDiv(matching.size(), limit),
                isCounted ? (Long) (long) matching.size() : null,
                start + limit < matching.size() ? next(start, limit) : null,
                start > 0 && !page.isEmpty() ? previous(start, limit) : null);
    }

    private List<Specimen> matching(Map<String, Object> request) {
        Map<String, Object> unpaged = new HashMap<>(request);
        unpaged.keySet().removeAll(Set.of("page", "cursor"));
        if (!matching.containsKey(unpaged)) {
            matching.clear();
            matching.put(unpaged, query.rows(unpaged, rows));
        }
        return matching.get(unpaged);
    }

    @Override
    List<Specimen> matched(Map<String, Object> request, List<Specimen> rows) {
        return query.rows(request, rows);
    }

    /** The rows of a page. */
    List<Specimen> slice(List<Specimen> matching, long start, int limit) {
        return matching.stream().skip(start).limit(limit).toList();
    }

    /** The cursor of the page after one that starts at the given row. */
    String next(long start, int limit) {
        return Long.toString(start + limit);
    }

    /** The cursor of the page before one that starts at the given row. */
    String previous(long start, int limit) {
        return Long.toString(start - limit);
    }

    private static long start(Map<String, Object> request, int limit) {
        return request.get("cursor") instanceof String row
                ? Math.max(0, Long.parseLong(row))
                : ((int) request.getOrDefault("page", 1) - 1L) * limit;
    }
}
