package io.fluvius.query.cursor;

import static io.fluvius.query.parser.MapQueries.query;
import static io.fluvius.query.parser.ThingView.CURSORS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Keyset;
import io.fluvius.query.Keyset.Side;
import io.fluvius.query.Query;
import io.fluvius.query.parser.ParsedQueries;
import io.fluvius.query.parser.ThingView;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("a parallel stream uses the threads that run other tests")
class CursorsTest {

    private static final UUID ID = UUID.fromString("0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10");
    private static final Query<ThingView> ANY = query("{}");
    private static final Keyset KEYSET =
            new Keyset(Side.AFTER, List.of(Instant.parse("2026-11-22T10:15:30.123456Z"), ID));

    @Nested
    class A_keyset {

        static final Map<String, List<Object>> VALUES = Map.of(
                "title", List.of("", "a", "\0", "😀", "عائشة", "x".repeat(10_000)),
                "remarks", List.of("with a value"),
                "pieces", List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE),
                "price", List.of(BigDecimal.ZERO, new BigDecimal("-1.500"), new BigDecimal("1E+150")),
                "sold", List.of(true, false),
                "day", List.of("MONDAY"),
                "seenAt", List.of(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59.999999Z")),
                "dueOn", List.of(LocalDate.parse("0001-01-01"), LocalDate.parse("9999-12-31")),
                "parent", List.of(new UUID(-1, Long.MIN_VALUE)),
                "version", List.of(7L));

        static Stream<String> sortable() {
            return ThingView.TYPE.fields().stream()
                    .filter(field -> field.isSortable())
                    .map(ViewField::name)
                    .filter(name -> !name.equals("id") && !name.equals("createdAt"));
        }

        @ParameterizedTest
        @MethodSource("sortable")
        void is_decoded_unchanged_for_sort_keys_of_every_type(String field) {
            Query<ThingView> query = sortedBy(field);
            List<@Nullable Object> values = new ArrayList<>(VALUES.get(field.equals("note") ? "title" : field));
            values.add(null);
            for (Object value : values) {
                Keyset keyset = new Keyset(Side.AFTER, Arrays.asList(value, ID));

                assertThat(CURSORS.decode(query, CURSORS.encode(query, keyset))).isEqualTo(keyset);
            }
        }

        @ParameterizedTest
        @EnumSource
        void is_decoded_with_its_side(Side side) {
            Keyset keyset = new Keyset(side, KEYSET.key());

            assertThat(CURSORS.decode(ANY, CURSORS.encode(ANY, keyset))).isEqualTo(keyset);
        }

        @Test
        void is_encoded_with_characters_that_are_safe_in_urls() {
            assertThat(CURSORS.encode(ANY, KEYSET)).matches("[A-Za-z0-9_-]+").hasSizeLessThan(100);
        }

        private static Query<ThingView> sortedBy(String field) {
            return query("{\"sort\": [{\"field\": \"" + field + "\"}]}");
        }
    }

    @Nested
    class A_forged_cursor {

        @Test
        void may_differ_in_a_single_bit() {
            String cursor = CURSORS.encode(ANY, KEYSET);
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] changed = bytes.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);

                assertThat(CURSORS.decode(ANY, encoded(changed)))
                        .as("bit %d", bit)
                        .isNull();
            }
        }

        @Test
        void may_have_a_different_spelling() {
            String cursor = CURSORS.encode(ANY, KEYSET);
            for (int at = 0; at < cursor.length(); at++) {
                for (char other : "AZaz09-_+/=. %\n\u00e9\u4e00".toCharArray()) {
                    String changed = cursor.substring(0, at) + other + cursor.substring(at + 1);
                    if (!changed.equals(cursor)) {
                        assertThat(CURSORS.decode(ANY, changed)).as(changed).isNull();
                    }
                }
                assertThat(CURSORS.decode(ANY, cursor.substring(0, at))).isNull();
            }
            for (String more : List.of("=", "==", "A", " ", "\n")) {
                assertThat(CURSORS.decode(ANY, cursor + more)).isNull();
                assertThat(CURSORS.decode(ANY, more + cursor)).isNull();
            }
        }

        @Test
        void may_be_signed_with_another_key() {
            Cursors others = new Cursors("another key".getBytes(StandardCharsets.UTF_8));

            assertThat(CURSORS.decode(ANY, others.encode(ANY, KEYSET))).isNull();
        }

        @Test
        void may_be_any_text() {
            Random random = new Random(20_261_124);
            for (int tries = 0; tries < 20_000; tries++) {
                byte[] bytes = new byte[random.nextInt(100)];
                random.nextBytes(bytes);

                assertThat(CURSORS.decode(ANY, encoded(bytes))).isNull();
                assertThat(CURSORS.decode(ANY, new String(bytes, StandardCharsets.UTF_16)))
                        .isNull();
            }
        }

        @Test
        void may_be_too_long() {
            assertThat(CURSORS.decode(ANY, "A".repeat(Cursors.MAX_LENGTH + 1))).isNull();
            assertThat(CURSORS.decode(ANY, "A".repeat(Cursors.MAX_LENGTH))).isNull();
        }

        private static String encoded(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }

    /** Queries that differ from each other in their rows or their order. */
    static final List<String> DIFFERENT = List.of(
            "{}",
            "{\"filter\": {\"!and\": {}}}",
            "{\"filter\": {\"title\": \"a\"}}",
            "{\"filter\": {\"title\": \"b\"}}",
            "{\"filter\": {\"title\": \"\"}}",
            "{\"filter\": {\"title\": \"1:a\"}}",
            "{\"filter\": {\"note\": \"a\"}}",
            "{\"filter\": {\"note\": null}}",
            "{\"filter\": {\"note.ne\": null}}",
            "{\"filter\": {\"title!eq\": \"a\"}}",
            "{\"filter\": {\"title.has\": \"a\"}}",
            "{\"filter\": {\"title.in\": [\"a\"]}}",
            "{\"filter\": {\"title.in\": [\"a\", \"b\"]}}",
            "{\"filter\": {\"title.in\": [\"ab\"]}}",
            "{\"filter\": {\"title.in\": [\"a1:b\"]}}",
            "{\"filter\": {\"title.notin\": [\"a\", \"b\"]}}",
            "{\"filter\": {\"price\": 1.5}}",
            "{\"filter\": {\"price.between\": [1, 2]}}",
            "{\"filter\": {\"tags.all\": [\"a\", \"b\"]}}",
            "{\"filter\": {\"tags.any\": [\"a\", \"b\"]}}",
            "{\"filter\": {\"title\": \"a\", \"sold\": true}}",
            "{\"filter\": {\".or\": {\"title\": \"a\"}, \"sold\": true}, \"sort\": [{\"field\": \"sold\"}]}",
            "{\"filter\": {\".or\": [{\"title\": \"a\"}, {\"sold\": true}]}}",
            "{\"filter\": {\"!or\": [{\"title\": \"a\"}, {\"sold\": true}]}}",
            "{\"filter\": {\".or\": [{\"title\": \"a\"}, {\"sold\": true, \"pieces\": 1}]}}",
            "{\"filter\": {\".or\": [{\"title\": \"a\"}, {\"sold\": true}], \"pieces\": 1}}",
            "{\"sort\": [{\"field\": \"createdAt\", \"order\": \"desc\"}]}",
            "{\"sort\": [{\"field\": \"seenAt\"}]}",
            "{\"sort\": [{\"field\": \"seenAt\"}, {\"field\": \"id\", \"order\": \"desc\"}]}",
            "{\"sort\": [{\"field\": \"id\"}]}",
            "{\"sort\": [{\"field\": \"id\", \"order\": \"desc\"}]}");

    @Nested
    class A_cursor_of_another_query {

        @Test
        void is_rejected() {
            for (String one : DIFFERENT) {
                String cursor = CURSORS.encode(query(one), keyset(query(one)));
                for (String other : DIFFERENT) {
                    assertThat(CURSORS.decode(query(other), cursor) != null)
                            .as("cursor of %s decoded for %s", one, other)
                            .isEqualTo(one.equals(other));
                }
            }
        }

        @Test
        void may_be_a_query_on_another_resource() {
            ViewType<ThingView> others = ViewType.of("other", ThingView.class);
            Query<ThingView> same = ParsedQueries.of(others, Map.of());

            assertThat(CURSORS.decode(same, CURSORS.encode(ANY, KEYSET))).isNull();
        }
    }

    /** Different spellings of the same query. */
    static final List<List<String>> SAME = List.of(
            List.of("{}", "{\"sort\": [], \"filter\": {\".and\": {}}}"),
            List.of("{}", "{\"limit\": 3, \"count\": true, \"include\": [\"title\"], \"exclude\": [\"note\"]}"),
            List.of("{}", "{\"sort\": [{\"field\": \"createdAt\"}]}"),
            List.of("{}", "{\"sort\": [{\"field\": \"createdAt\"}, {\"field\": \"id\"}, {\"field\": \"title\"}]}"),
            List.of(
                    "{\"filter\": {\"title\": \"a\", \"sold\": true}}",
                    "{\"filter\": {\"sold.eq\": true, \".and\": [{\"title\": \"a\"}, {\"title\": \"a\"}]}}"),
            List.of("{\"filter\": {\"title\": \"a\"}}", "{\"filter\": {\".or\": {\"title\": \"a\"}}}"),
            List.of("{\"filter\": {\"price\": 1.50}}", "{\"filter\": {\"price\": 1.5}}"),
            List.of(
                    "{\"filter\": {\"title.in\": [\"a\", \"b\"]}}",
                    "{\"filter\": {\"title.in\": [\"b\", \"a\", \"a\"]}}"),
            List.of(
                    "{\"filter\": {\".or\": [{\"title\": \"a\"}, {\".or\": [{\"title\": \"b\"}, {\"title\": \"c\"}]}]}}",
                    "{\"filter\": {\".or\": [{\"title\": \"c\"}, {\"title\": \"b\"}, {\"title\": \"a\"}]}}"));

    @ParameterizedTest
    @FieldSource("SAME")
    void a_cursor_is_valid_for_every_spelling_of_its_query(List<String> spellings) {
        Query<ThingView> one = query(spellings.getFirst());
        Query<ThingView> other = query(spellings.getLast());
        Keyset keyset = keyset(one);

        assertThat(CURSORS.decode(other, CURSORS.encode(one, keyset))).isEqualTo(keyset);
        assertThat(CURSORS.decode(one, CURSORS.encode(other, keyset))).isEqualTo(keyset);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            title=a&sold=true                      | {"filter": {"sold": true, "title": "a"}}
            pieces.in=2,1                          | {"filter": {"pieces.in": [1, 2]}}
            query={"title": "a"}&sold=true         | {"filter": {"title": "a", "sold": true}}
            sort=title.desc,createdAt.asc&limit=3  | {"sort": [{"field": "title", "order": "desc"}, {"field": "createdAt"}]}
            """)
    void a_cursor_of_a_url_is_valid_for_the_same_query_as_json(String url, String json) {
        Map<String, List<String>> parameters = Arrays.stream(url.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> List.of(pair[1])));
        Query<ThingView> query = ParsedQueries.ofParameters(ThingView.TYPE, parameters);
        Keyset keyset = keyset(query(json));

        assertThat(CURSORS.decode(query(json), CURSORS.encode(query, keyset))).isEqualTo(keyset);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void different_keysets_have_different_cursors(int count) {
        Set<String> cursors = new HashSet<>();
        for (int number = 0; number < count; number++) {
            for (Side side : Side.values()) {
                cursors.add(CURSORS.encode(ANY, new Keyset(side, List.of(Instant.EPOCH, new UUID(0, number)))));
            }
        }

        assertThat(cursors).hasSize(count * Side.values().length);
    }

    @Test
    void concurrent_threads_encode_correct_cursors() {
        List<UUID> ids = IntStream.range(0, 10_000)
                .mapToObj(number -> new UUID(0, number))
                .toList();

        assertThat(ids.parallelStream().map(CursorsTest::sealed).toList())
                .isEqualTo(ids.stream().map(CursorsTest::sealed).toList());
    }

    private static String sealed(UUID id) {
        return CURSORS.encode(ANY, new Keyset(Side.AFTER, List.of(Instant.EPOCH, id)));
    }

    /** Returns a keyset in the order of any query. */
    private static Keyset keyset(Query<ThingView> query) {
        ThingView row = new ThingView(
                ID,
                "t",
                null,
                1,
                null,
                true,
                java.time.DayOfWeek.FRIDAY,
                null,
                null,
                null,
                "",
                Set.of(),
                Instant.EPOCH,
                3);
        return new Keyset(Side.AFTER, query.keyOf(row));
    }
}
