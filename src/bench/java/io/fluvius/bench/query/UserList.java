package io.fluvius.bench.query;

import java.util.List;
import java.util.Map;

/** A list of users that is read page by page. */
enum UserList {
    EVERYONE("all users, oldest first", Map.of()),
    ACTIVE_BY_NAME(
            "active users by name",
            Map.of("filter", Map.of("active", true), "sort", List.of(Map.of("field", "name", "order", "asc")))),
    NAMED_NEWEST_FIRST(
            "active or locked users named like `" + UserList.NAME + "`, newest first",
            Map.of(
                    "filter",
                    Map.of("status.in", List.of("ACTIVE", "LOCKED"), "name.has", UserList.NAME),
                    "sort",
                    List.of(Map.of("field", "createdAt", "order", "desc")))),
    FOUND_BY_TEXT(
            "users with the words `" + UserList.FIRST_WORD + " " + UserList.SECOND_WORD + "`",
            Map.of("text", UserList.FIRST_WORD + " " + UserList.SECOND_WORD));

    static final String NAME = "anders";
    static final String FIRST_WORD = "maria";
    static final String SECOND_WORD = "garc";

    private final String title;
    private final Map<String, Object> request;

    UserList(String title, Map<String, Object> request) {
        this.title = title;
        this.request = request;
    }

    /** Returns the title in the report. */
    String title() {
        return title;
    }

    /** Returns the query in map form. */
    Map<String, Object> request() {
        return request;
    }
}
