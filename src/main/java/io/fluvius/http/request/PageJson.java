package io.fluvius.http.request;

import io.fluvius.query.QueryPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of everything that is returned in pages: the members {@code data} and {@code page}. */
public final class PageJson {

    private PageJson() {}

    /** A page with its own entries. */
    public static Map<String, Object> of(QueryPage<?> page) {
        return of(page.data(), page);
    }

    /** A page with entries that were converted. */
    public static Map<String, Object> of(List<?> data, QueryPage<?> page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("data", data);
        json.put("page", description(page));
        return json;
    }

    /** The size of a page, its cursors, and the numbers that the query asked for. */
    private static Map<String, Object> description(QueryPage<?> page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("limit", page.limit());
        json.put("next", page.next());
        json.put("previous", page.previous());
        if (page.page() != null) {
            json.put("page", page.page());
            json.put("pages", page.pages());
        }
        if (page.total() != null) {
            json.put("total", page.total());
        }
        return json;
    }
}
