package io.fluvius.query.parser;

import static io.fluvius.domain.view.Operator.ENDS;
import static io.fluvius.domain.view.Operator.EQ;
import static io.fluvius.domain.view.Operator.GTE;
import static io.fluvius.domain.view.Operator.HAS;
import static io.fluvius.query.parser.MapQueries.assertInvalid;
import static io.fluvius.query.parser.MapQueries.assertMalformed;
import static io.fluvius.query.parser.MapQueries.map;
import static io.fluvius.query.parser.MapQueries.parse;
import static io.fluvius.query.parser.MapQueries.query;
import static io.fluvius.query.parser.ThingView.CURSORS;
import static io.fluvius.query.parser.ThingView.and;
import static io.fluvius.query.parser.ThingView.field;
import static io.fluvius.query.parser.ThingView.or;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Filter;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import io.fluvius.query.SortKey.Order;
import io.fluvius.user.UserView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapQueryParserTest {

    @Nested
    class The_order_of_rows {

        @Test
        void is_specified_by_sort_keys() {
            assertThat(sort("[{\"field\": \"title\", \"order\": \"desc\"}, {\"field\": \"pieces\"}]"))
                    .containsExactly(new SortKey(field("title"), Order.DESC), new SortKey(field("pieces"), Order.ASC));
        }

        @Test
        void defaults_to_the_creation_time_and_is_total() {
            assertThat(query("{}").order())
                    .containsExactly(new SortKey(field("createdAt"), Order.ASC), new SortKey(field("id"), Order.ASC));
            assertThat(query("{\"sort\": []}").order()).isEqualTo(query("{}").order());
            assertThat(query("{\"sort\": [{\"field\": \"title\"}]}").order())
                    .containsExactly(new SortKey(field("title"), Order.ASC), new SortKey(field("id"), Order.ASC));
            assertThat(query("{\"sort\": [{\"field\": \"id\", \"order\": \"desc\"}]}")
                            .order())
                    .containsExactly(new SortKey(field("id"), Order.DESC));
        }

        @Test
        void ends_with_the_unique_id() {
            assertThat(query("{\"sort\": [{\"field\": \"sold\"}, {\"field\": \"id\"}, {\"field\": \"title\"}]}")
                            .order())
                    .containsExactly(new SortKey(field("sold"), Order.ASC), new SortKey(field("id"), Order.ASC));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "title", "note", "pieces", "price", "sold", "day", "seenAt", "dueOn", "parent", "remarks", "version"
                })
        void may_use_a_field_of_any_sortable_type(String name) {
            assertThat(sort("[{\"field\": \"" + name + "\", \"order\": \"asc\"}]"))
                    .containsExactly(new SortKey(field(name), Order.ASC));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"field\": \"tags\"}",
                    "{\"field\": \"nothing\"}",
                    "{\"field\": \"title\"}",
                    "{\"field\": \"pieces\", \"order\": \"ASC\"}",
                    "{\"field\": \"pieces\", \"order\": \"up\"}",
                    "{\"field\": \"pieces\", \"order\": 1}"
                })
        void rejects_sets_unknown_fields_unknown_directions_and_duplicate_fields(String second) {
            assertInvalid("{\"sort\": [{\"field\": \"title\"}, " + second + "]}", "/sort/1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"title\"", "{\"order\": \"asc\"}", "{\"field\": 1}", "null", "[]"})
        void rejects_malformed_keys(String key) {
            assertMalformed("{\"sort\": [" + key + "]}", "/sort/0");
        }

        @Test
        void rejects_keys_with_unknown_members() {
            assertMalformed("{\"sort\": [{\"field\": \"title\", \"direction\": \"asc\"}]}", "/sort/0/direction");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"title.asc\"", "{\"field\": \"title\"}", "1"})
        void must_be_a_list(String sort) {
            assertMalformed("{\"sort\": " + sort + "}", "/sort");
        }

        private List<SortKey> sort(String keys) {
            return query("{\"sort\": " + keys + "}").sort();
        }
    }

    @Nested
    class Pages {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 999, 1000})
        void have_a_limit_within_bounds(int limit) {
            assertThat(query("{\"limit\": " + limit + "}").limit()).isEqualTo(limit);
        }

        @Test
        void have_a_default_limit_of_25() {
            assertThat(query("{}").limit()).isEqualTo(25);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "1001", "4294967297", "2.5", "1e2", "99999999999999999999"})
        void reject_any_other_limit(String limit) {
            assertInvalid("{\"limit\": " + limit + "}", "/limit");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"10\"", "true", "[10]", "{}"})
        void reject_a_limit_that_is_not_a_number(String limit) {
            assertMalformed("{\"limit\": " + limit + "}", "/limit");
        }

        @Test
        void have_a_number_on_request() {
            assertThat(query("{}").page()).isNull();
            assertThat(query("{\"page\": 1}").page()).isEqualTo(1);
            assertThat(query("{\"page\": 2147483647}").page()).isEqualTo(Integer.MAX_VALUE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "2147483648", "1.5"})
        void reject_any_other_number(String page) {
            assertInvalid("{\"page\": " + page + "}", "/page");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"1\"", "false"})
        void reject_a_page_that_is_not_a_number(String page) {
            assertMalformed("{\"page\": " + page + "}", "/page");
        }

        @Test
        void are_counted_on_request() {
            assertThat(query("{}").count()).isFalse();
            assertThat(query("{\"count\": true}").count()).isTrue();
            assertThat(query("{\"count\": false}").count()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"true\"", "1"})
        void reject_a_count_that_is_not_a_boolean(String count) {
            assertMalformed("{\"count\": " + count + "}", "/count");
        }

        @Test
        void start_with_the_first_row_without_a_cursor() {
            assertThat(query("{}").keyset()).isNull();
            assertThat(query("{\"cursor\": null}").keyset()).isNull();
        }

        @Test
        void are_selected_by_a_cursor_of_the_same_query() {
            Query<ThingView> first = query("{\"filter\": {\"sold\": true}, \"limit\": 5}");
            Keyset keyset = new Keyset(Keyset.Side.AFTER, List.of(Instant.EPOCH, new UUID(1, 2)));
            Map<String, Object> request = map("{\"filter\": {\"sold\": true}, \"limit\": 7, \"include\": []}");
            request.put("cursor", CURSORS.encode(first, keyset));

            assertThat(parse(request).keyset()).isEqualTo(keyset);
            assertThat(parse(request).limit()).isEqualTo(7);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "null", "AQA", "____"})
        void reject_any_other_text_as_a_cursor(String cursor) {
            assertInvalid("{\"cursor\": \"" + cursor + "\"}", "/cursor");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "true", "[]", "{}"})
        void reject_a_cursor_that_is_not_text(String cursor) {
            assertMalformed("{\"cursor\": " + cursor + "}", "/cursor");
        }

        @Test
        void reject_a_number_together_with_a_cursor() {
            Map<String, Object> request = map("{\"page\": 2}");
            request.put(
                    "cursor",
                    CURSORS.encode(query("{}"), new Keyset(Keyset.Side.AFTER, List.of(Instant.EPOCH, new UUID(1, 2)))));

            assertInvalid(request, "/cursor");
            request.put("page", 0);
            assertInvalid(request, "/page");
        }
    }

    @Nested
    class Members {

        @Test
        void default_to_all_members() {
            assertThat(query("{}").members())
                    .containsExactlyElementsOf(ThingView.TYPE.fields().stream()
                            .map(ViewField::name)
                            .toList());
        }

        @Test
        void are_the_included_ones_and_the_id() {
            assertThat(query("{\"include\": [\"pieces\", \"title\"]}").members())
                    .containsExactlyInAnyOrder("id", "title", "pieces");
            assertThat(query("{\"include\": []}").members()).containsExactly("id");
        }

        @Test
        void are_all_but_the_excluded_ones_and_always_the_id() {
            assertThat(query("{\"exclude\": [\"title\", \"id\"]}").members())
                    .contains("id", "pieces")
                    .doesNotContain("title");
        }

        @Test
        void are_the_included_ones_without_the_excluded_ones() {
            assertThat(query("{\"include\": [\"title\", \"pieces\"], \"exclude\": [\"title\"]}")
                            .members())
                    .containsExactlyInAnyOrder("id", "pieces");
        }

        @ParameterizedTest
        @ValueSource(strings = {"include", "exclude"})
        void must_be_known(String list) {
            assertInvalid(
                    "{\"" + list + "\": [\"title\", \"nothing\", \"Title\"]}", "/" + list + "/1", "/" + list + "/2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"title\"", "[1]", "{}", "[null]"})
        void must_be_a_list_of_names(String names) {
            assertMalformed("{\"include\": " + names + "}", "/include");
            assertMalformed("{\"exclude\": " + names + "}", "/exclude");
        }
    }

    @Nested
    class The_request {

        @ParameterizedTest
        @ValueSource(strings = {"filters", "Filter", "where", "order", "offset", ""})
        void has_no_unknown_members(String name) {
            assertMalformed("{\"" + name + "\": 1}", "/" + name);
        }

        @Test
        void has_its_members_escaped_in_pointers() {
            assertMalformed("{\"a/b\": 1}", "/a~1b");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "\"title\"", "1"})
        void must_have_an_object_as_its_filter(String filter) {
            assertMalformed("{\"filter\": " + filter + "}", "/filter");
        }

        @Test
        void reports_all_faults_together() {
            assertInvalid(
                    """
                    {"filter": {"nothing": 1, "pieces": "1", ".or": []}, "sort": [{"field": "nothing"}],
                     "limit": 0, "page": 0, "include": ["nothing"]}
                    """,
                    "/filter/nothing",
                    "/filter/pieces",
                    "/filter/.or",
                    "/sort/0",
                    "/limit",
                    "/page",
                    "/include/0");
        }

        @Test
        void is_malformed_if_one_fault_is_structural() {
            assertMalformed("{\"limit\": 0, \"offset\": 1}", "/limit", "/offset");
        }
    }

    @Test
    void the_example_of_the_query_language_is_a_valid_query() {
        ViewType<UserView> users = ViewType.of("user", UserView.class);
        Query<UserView> query = new MapQueryParser<>(users, ThingView.CURSORS).parse(map("""
                        { "filter": { "active": true, "name.has": "doe",
                                      ".or": [ { "email.ends": "@example.com" }, { "createdAt.gte": "2026-01-01" } ] },
                          "sort": [ { "field": "name", "order": "asc" }, { "field": "createdAt", "order": "desc" } ],
                          "limit": 10, "include": ["id", "name"], "count": true, "cursor": null }
                        """));

        assertThat(query.filter())
                .isEqualTo(and(
                        new Filter.Compare(users.field("active").orElseThrow(), EQ, List.of(true)),
                        new Filter.Compare(users.field("name").orElseThrow(), HAS, List.of("doe")),
                        or(
                                new Filter.Compare(users.field("email").orElseThrow(), ENDS, List.of("@example.com")),
                                new Filter.Compare(
                                        users.field("createdAt").orElseThrow(),
                                        GTE,
                                        List.of(Instant.parse("2026-01-01T00:00:00Z"))))));
        assertThat(query.sort())
                .map(key -> key.field().name() + " " + key.order())
                .containsExactly("name ASC", "createdAt DESC");
        assertThat(query.limit()).isEqualTo(10);
        assertThat(query.members()).containsExactly("id", "name");
        assertThat(query.count()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter", "sort", "limit", "page", "count", "include", "exclude", "cursor", "text"})
    void null_means_that_a_member_is_left_out(String member) {
        assertThat(query("{\"" + member + "\": null}")).isEqualTo(query("{}"));
        assertThat(query("{\"sort\": [{\"field\": \"pieces\", \"order\": null}]}"))
                .isEqualTo(query("{\"sort\": [{\"field\": \"pieces\"}]}"));
    }
}
