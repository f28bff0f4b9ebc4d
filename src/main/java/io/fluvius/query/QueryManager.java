package io.fluvius.query;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.List;
import java.util.Map;

/**
 * Builds validated queries. Every method throws {@link ProblemException} with {@link ProblemCode#UNKNOWN_RESOURCE}, or with
 * {@link ProblemCode#INVALID_QUERY} or {@link ProblemCode#MALFORMED_REQUEST} and all faults of the query. Thread-safe.
 */
public interface QueryManager {

    /**
     * Builds a query from its map form with the members {@code filter}, {@code text}, {@code sort}, {@code limit},
     * {@code page}, {@code cursor}, {@code count}, {@code include} and {@code exclude}. Values in the filter have the type
     * that a JSON parser returns, or the Java type of the field.
     */
    Query<?> buildQuery(String resource, Map<String, ?> request);

    /** Builds a query on a view from its map form. */
    <V extends Record> Query<V> buildQuery(Class<V> view, Map<String, ?> request);

    /** Builds the query of a builder. */
    default <V extends Record> Query<V> buildQuery(QueryBuilder<V> builder) {
        return buildQuery(builder.view(), builder.request());
    }

    /** Builds a query from decoded URL parameters, each with its values in the order of the URL. */
    Query<?> parseParameters(String resource, Map<String, List<String>> parameters);
}
