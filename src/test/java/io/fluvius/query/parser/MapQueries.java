package io.fluvius.query.parser;

import static io.fluvius.query.parser.ThingView.pointers;
import static io.fluvius.query.parser.ThingView.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.Filter;
import io.fluvius.query.Query;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Parses queries in map form, written as JSON. */
public final class MapQueries {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private MapQueries() {}

    public static Query<ThingView> parse(Map<String, ?> request) {
        return ParsedQueries.of(ThingView.TYPE, request);
    }

    public static Query<ThingView> query(String json) {
        return parse(map(json));
    }

    public static Filter filter(String json) {
        return query("{\"filter\": " + json + "}").filter();
    }

    public static String filterOf(String statement, String value) {
        return "{\"filter\": {\"" + statement + "\": " + value + "}}";
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(String json) {
        return JSON.readValue(json, Map.class);
    }

    public static void assertInvalid(String json, String... pointers) {
        assertInvalid(map(json), pointers);
    }

    public static void assertInvalid(Map<String, ?> request, String... pointers) {
        assertRefused(ProblemCode.INVALID_QUERY, request, pointers);
    }

    public static void assertMalformed(String json, String... pointers) {
        assertRefused(ProblemCode.MALFORMED_REQUEST, map(json), pointers);
    }

    public static void assertRefused(ProblemCode code, Map<String, ?> request, String... pointers) {
        Problem problem = refusal(() -> parse(request));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(pointers(problem)).containsExactly(pointers);
    }
}
