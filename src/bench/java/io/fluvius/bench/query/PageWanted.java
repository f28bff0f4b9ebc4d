package io.fluvius.bench.query;

import io.fluvius.user.UserView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param number which, from 1: for those who page by number
 * @param before the last row of the page before, null for the first page: for those who page by key
 * @param cursor the application's own name for the page, null for the first
 */
record PageWanted(
        Shape shape,
        int number,
        @Nullable UserView before,
        @Nullable String cursor) {

    static final int SIZE = 25;

    /** The page as one asks the application for it. */
    Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>(shape.request());
        if (cursor != null) {
            request.put("cursor", cursor);
        }
        return request;
    }
}
