package io.fluvius.kernel.query;

import io.fluvius.kernel.Query;
import io.fluvius.kernel.ViewType;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Queries for tests that boot no application. */
public final class ParsedQueries {

    /** Cursors as these tests know them. */
    static final Cursors CURSORS = new Cursors("the key of the tests".getBytes(StandardCharsets.UTF_8));

    private ParsedQueries() {}

    /** The query that a map is. */
    public static <V extends Record> Query<V> of(ViewType<V> view, Map<String, ?> request) {
        return new MapQueryParser<>(view, CURSORS).parse(request);
    }
}
