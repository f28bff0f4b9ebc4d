package io.fluvius.query.parser;

import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Query;
import io.fluvius.query.cursor.Cursors;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** The query that the parameters of a URL are. */
    public static <V extends Record> Query<V> ofParameters(ViewType<V> view, Map<String, List<String>> parameters) {
        return new UrlQueryParser<>(view, CURSORS).parse(parameters);
    }
}
