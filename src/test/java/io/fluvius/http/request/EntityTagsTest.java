package io.fluvius.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class EntityTagsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "3"                | true  | true
            "3", "4"           | true  | true
            "1","3"            | true  | true
            , "1" ,, "3" ,     | true  | true
            *                  | true  | true
            W/"3"              | false | true
            W/"3", "3"         | true  | true
            W/"3", "4"         | false | true
            "4"                | false | false
            "03"               | false | false
            "+3"               | false | false
            ""                 | false | false
            "a,b", "3"         | true  | true
            "a,\\"             | false | false
            """)
    void tags_are_compared_octet_by_octet(String header, boolean strongly, boolean weakly) {
        EntityTags tags = tags(header);

        assertThat(tags.matchStrongly(3)).isEqualTo(strongly);
        assertThat(tags.matchWeakly(EntityTags.tagOf(3))).isEqualTo(weakly);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "3",
                "'3'",
                "\"3",
                "3\"",
                "\"3\" \"4\"",
                "w/\"3\"",
                "W/ \"3\"",
                "*, \"3\"",
                "\"3\"x",
                "\"a\tb\"",
                "\"3 \""
            })
    void anything_else_is_malformed(String header) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> tags(header))
                .satisfies(failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
    }

    @Test
    void only_strong_tags_of_versions_are_versions() {
        assertThat(tags("\"3\", W/\"4\", \"05\", \"0\", \"x\", \"-1\", \"99999999999999999999\"")
                        .versions())
                .containsExactly(3L, 0L);
        assertThat(tags("*").isAny()).isTrue();
    }

    @Test
    void several_headers_are_one_list() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("If-Match", "\"1\"");
        request.addHeader("If-Match", "\"3\", \"4\"");

        assertThat(EntityTags.of(request, "If-Match").orElseThrow().versions()).containsExactly(1L, 3L, 4L);
        assertThat(EntityTags.of(request, "If-None-Match")).isEmpty();
    }

    private static EntityTags tags(String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("If-Match", header);
        return EntityTags.of(request, "If-Match").orElseThrow();
    }
}
