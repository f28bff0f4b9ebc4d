package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks that problems have the format of the HTTP contract. */
public final class ProblemAssertions {

    private ProblemAssertions() {}

    /** Fails unless all members are present and the problem has exactly one fault at each pointer, in any order. */
    public static void check(JsonNode problem, int status, String code, String... pointers) {
        assertThat(text(problem, "code")).as(problem::toString).isEqualTo(code);
        assertThat(text(problem, "type")).isEqualTo("/problems/" + code);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(text(problem, "title")).isNotBlank();
        assertThat(text(problem, "detail")).isNotBlank();
        assertThat(problem.path("instance").isString()).isTrue();
        assertThat(pointers(problem)).as(problem::toString).containsExactlyInAnyOrder(pointers);
    }

    private static List<String> pointers(JsonNode problem) {
        return problem.path("errors")
                .valueStream()
                .peek(fault -> assertThat(text(fault, "message")).isNotBlank())
                .map(fault -> text(fault, "pointer"))
                .toList();
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).stringValue(null);
    }
}
