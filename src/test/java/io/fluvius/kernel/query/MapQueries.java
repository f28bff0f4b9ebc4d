package io.fluvius.kernel.query;

import static io.fluvius.kernel.query.ThingView.pointers;
import static io.fluvius.kernel.query.ThingView.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.kernel.Filter;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.Query;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Queries in their map form, written as JSON. */
final class MapQueries {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private MapQueries() {}

    static Query<ThingView> parse(Map<String, ?> request) {
        return ParsedQueries.of(ThingView.TYPE, request);
    }

    static Query<ThingView> query(String json) {
        return parse(map(json));
    }

    static Filter filter(String json) {
        return query("{\"filter\": " + json + "}").filter();
    }

    static String filterOf(String statement, String value) {
        return "{\"filter\": {\"" + statement + "\": " + value + "}}";
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(String json) {
        return JSON.readValue(json, Map.class);
    }

    static void assertInvalid(String json, String... pointers) {
        assertInvalid(map(json), pointers);
    }

    static void assertInvalid(Map<String, ?> request, String... pointers) {
        assertRefused(ProblemCode.INVALID_QUERY, request, pointers);
    }

    static void assertMalformed(String json, String... pointers) {
        assertRefused(ProblemCode.MALFORMED_REQUEST, map(json), pointers);
    }

    static void assertRefused(ProblemCode code, Map<String, ?> request, String... pointers) {
        Problem problem = refusal(() -> parse(request));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(pointers(problem)).containsExactly(pointers);
    }
}
