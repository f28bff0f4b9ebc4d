package io.fluvius.bench.query;

import java.util.List;
import java.util.Map;

/** A list of users that somebody wants to see, page by page. */
enum Shape {
    EVERYONE("everyone, oldest first", Map.of()),
    ACTIVE_BY_NAME(
            "active ones by name",
            Map.of("filter", Map.of("active", true), "sort", List.of(Map.of("field", "name", "order", "asc")))),
    NAMED_NEWEST_FIRST(
            "active or locked ones named like `" + Shape.NAME + "`, newest first",
            Map.of(
                    "filter",
                    Map.of("status.in", List.of("ACTIVE", "LOCKED"), "name.has", Shape.NAME),
                    "sort",
                    List.of(Map.of("field", "createdAt", "order", "desc")))),
    FOUND_BY_TEXT(
            "those with the words `" + Shape.FIRST_WORD + " " + Shape.SECOND_WORD + "`",
            Map.of("text", Shape.FIRST_WORD + " " + Shape.SECOND_WORD));

    static final String NAME = "anders";
    static final String FIRST_WORD = "maria";
    static final String SECOND_WORD = "garc";

    private final String words;
    private final Map<String, Object> request;

    Shape(String words, Map<String, Object> request) {
        this.words = words;
        this.request = request;
    }

    /** What is wanted, for the report. */
    String words() {
        return words;
    }

    /** What is wanted, in the map form of the query language. */
    Map<String, Object> request() {
        return request;
    }
}
