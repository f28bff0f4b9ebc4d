package io.fluvius.bench.query;

import io.fluvius.user.UserView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, in terms of each kind of pagination.
 *
 * @param number the number of the page, from 1, for offset pagination
 * @param before the last row of the previous page, for keyset pagination; null for the first page
 * @param cursor the application's cursor of the page; null for the first page
 */
record RequestedPage(
        UserList shape,
        int number,
        @Nullable UserView before,
        @Nullable String cursor) {

    static final int SIZE = 25;

    /** Returns the query for the page in map form. */
    Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>(shape.request());
        if (cursor != null) {
            request.put("cursor", cursor);
        }
        return request;
    }
}
