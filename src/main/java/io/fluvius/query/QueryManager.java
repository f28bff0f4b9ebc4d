package io.fluvius.query;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.List;
import java.util.Map;

/**
 * Makes queries from what callers write, naming every fault at once. Every method throws {@link ProblemException} with
 * {@link ProblemCode#UNKNOWN_RESOURCE} or {@link ProblemCode#INVALID_QUERY}. Safe for use by many threads.
 */
public interface QueryManager {

    /**
     * A query from its map form: {@code filter}, {@code text}, {@code sort}, {@code limit}, {@code page}, {@code cursor},
     * {@code count}, {@code include}, {@code exclude}. Values are what a JSON parser gives, or Java values of the field's own type.
     */
    Query<?> buildQuery(String resource, Map<String, ?> request);

    /** The same, for a view by its record. */
    <V extends Record> Query<V> buildQuery(Class<V> view, Map<String, ?> request);

    /** The query that one in the making has become. */
    default <V extends Record> Query<V> buildQuery(QueryBuilder<V> query) {
        return buildQuery(query.view(), query.request());
    }

    /** A query from the parameters of a URL, decoded; the values of a repeated parameter in their order. */
    Query<?> parseParameters(String resource, Map<String, List<String>> parameters);
}
