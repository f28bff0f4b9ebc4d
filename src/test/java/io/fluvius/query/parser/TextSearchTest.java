package io.fluvius.query.parser;

import static io.fluvius.domain.view.Operator.EQ;
import static io.fluvius.domain.view.Operator.HAS;
import static io.fluvius.query.parser.MapQueries.assertInvalid;
import static io.fluvius.query.parser.MapQueries.assertMalformed;
import static io.fluvius.query.parser.MapQueries.parse;
import static io.fluvius.query.parser.MapQueries.query;
import static io.fluvius.query.parser.ThingView.CURSORS;
import static io.fluvius.query.parser.ThingView.and;
import static io.fluvius.query.parser.ThingView.is;
import static io.fluvius.query.parser.ThingView.or;
import static io.fluvius.query.parser.ThingView.pointers;
import static io.fluvius.query.parser.ThingView.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Stamped;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.Filter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSearchTest {

    @Test
    void requires_every_word_in_a_searched_field() {
        assertThat(filter("John doe")).isEqualTo(and(Filter.ALL, and(anywhere("John"), anywhere("doe"))));
        assertThat(filter("100%_")).isEqualTo(and(Filter.ALL, and(anywhere("100%_"))));
    }

    @Test
    void is_combined_with_the_filter() {
        assertThat(query("{\"text\": \"a\", \"filter\": {\"sold\": true}}").filter())
                .isEqualTo(and(is("sold", EQ, true), and(anywhere("a"))));
        assertThat(url(Map.of("text", List.of("a b"), "sold", List.of("true"))))
                .isEqualTo(and(is("sold", EQ, true), and(anywhere("a"), anywhere("b"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a b ", "a\tb", "a\n\r\nb", "a\u00a0b", "a\u3000b", "\u2003a\u2028b\u0085"})
    void splits_at_any_white_space(String text) {
        assertThat(filter(text)).isEqualTo(and(Filter.ALL, and(anywhere("a"), anywhere("b"))));
    }

    @Test
    void does_not_split_at_zero_width_characters() {
        assertThat(filter("a\u200bb")).isEqualTo(and(Filter.ALL, and(anywhere("a\u200bb"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n\u3000"})
    void without_words_adds_no_condition(String text) {
        assertThat(filter(text)).isEqualTo(Filter.ALL);
        assertThat(url(Map.of("text", List.of(text)))).isEqualTo(Filter.ALL);
    }

    @Test
    void may_be_null() {
        assertThat(query("{\"text\": null}").filter()).isEqualTo(Filter.ALL);
        assertThat(url(Map.of("text", List.of("null")))).isEqualTo(and(Filter.ALL, and(anywhere("null"))));
    }

    @Test
    void has_at_most_20_words() {
        String words = String.join(" ", Collections.nCopies(20, "a"));

        assertThat(filter(words)).isNotEqualTo(Filter.ALL);
        assertRefused(words + " a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "\ud83d", "a \udc00 b"})
    void rejects_invalid_unicode(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[\"a\"]", "{}"})
    void must_be_text(String text) {
        assertMalformed("{\"text\": " + text + "}", "/text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ""})
    void requires_a_view_with_searched_fields(String text) {
        ViewType<MuteView> mute = ViewType.of("mute", MuteView.class);
        for (Runnable query : List.<Runnable>of(
                () -> new MapQueryParser<>(mute, CURSORS).parse(Map.of("text", text)),
                () -> new UrlQueryParser<>(mute, CURSORS).parse(Map.of("text", List.of(text))))) {
            Problem problem = refusal(query);

            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_QUERY);
            assertThat(pointers(problem)).containsExactly("/text");
        }
    }

    @Test
    void does_not_count_towards_the_statement_limit() {
        List<Map<String, Object>> hundred = Collections.nCopies(100, Map.of("pieces", 1));

        assertThat(parse(Map.of("filter", Map.of(".or", hundred), "text", "a b c"))
                        .filter())
                .isNotNull();
    }

    record MuteView(
            UUID id,
            String text,
            @Stamped(Stamped.With.VERSION) long version) {}

    private static Filter anywhere(String word) {
        return or(is("title", HAS, word), is("note", HAS, word));
    }

    private static Filter filter(String text) {
        return parse(Map.of("text", text)).filter();
    }

    private static Filter url(Map<String, List<String>> parameters) {
        return new UrlQueryParser<>(ThingView.TYPE, CURSORS).parse(parameters).filter();
    }

    private static void assertRefused(String text) {
        assertInvalid(Map.of("text", text), "/text");
        assertThat(pointers(refusal(() -> url(Map.of("text", List.of(text)))))).containsExactly("/text");
    }
}
