package io.fluvius.query.parser;

import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Query;
import io.fluvius.query.cursor.Cursors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Parses queries for tests without an application context. */
public final class ParsedQueries {

    /** The cursors of these tests. */
    static final Cursors CURSORS = new Cursors("the key of the tests".getBytes(StandardCharsets.UTF_8));

    private ParsedQueries() {}

    /** Parses a query in map form. */
    public static <V extends Record> Query<V> of(ViewType<V> view, Map<String, ?> request) {
        return new MapQueryParser<>(view, CURSORS).parse(request);
    }

    /** Parses a query from URL parameters. */
    public static <V extends Record> Query<V> ofParameters(ViewType<V> view, Map<String, List<String>> parameters) {
        return new UrlQueryParser<>(view, CURSORS).parse(parameters);
    }
}
