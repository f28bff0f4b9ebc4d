package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.environment.OwnApplication;
import io.fluvius.problem.ProblemException;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.RandomQueries;
import io.fluvius.query.ReferenceQuery;
import io.fluvius.query.SortKey;
import io.fluvius.query.StateManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.sessions.JqwikSession;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Pages by cursor, in both directions, read through the state manager. */
@ResourceLock("jqwik")
@OwnApplication("reads all specimens")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PagesContract {

    private static final ViewType<Specimen> SPECIMENS = ViewType.of("specimen", Specimen.class);
    private static final ViewTable<Specimen> TABLE = new ViewTable<>(SPECIMENS);

    private final List<Specimen> specimens = new ArrayList<>();

    @Autowired
    private StateManager state;

    @Autowired
    private QueryManager queries;

    @Autowired
    private DSLContext database;

    @BeforeAll
    void write() {
        JqwikSession.run(() -> specimens.addAll(new RandomQueries<>(SPECIMENS).rows(20_261_125, 300)));
        ViewRows.insert(database, TABLE, specimens, Specimen::createdAt);
    }

    Stream<SortKey> orders() {
        return SPECIMENS.fields().stream()
                .filter(ViewField::isSortable)
                .flatMap(field -> Arrays.stream(SortKey.Order.values()).map(order -> new SortKey(field, order)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void paging_to_the_end_and_back_returns_every_row_once_and_in_order(SortKey sort) {
        assertPages(Map.of("sort", List.of(key(sort)), "limit", 23), reference(List.of(key(sort))));
    }

    @Test
    void the_first_page_has_no_previous_and_the_last_page_no_next_one() {
        QueryPage<Specimen> first = page(Map.of("limit", 150));
        QueryPage<Specimen> last = page(with(Map.of("limit", 150), first.next()));

        assertThat(first.previous()).isNull();
        assertThat(first.next()).isNotNull();
        assertThat(last.previous()).isNotNull();
        assertThat(last.next()).isNull();
        QueryPage<Specimen> firstAgain = page(with(Map.of("limit", 150), last.previous()));
        assertThat(firstAgain.data()).isEqualTo(first.data());
        assertThat(firstAgain.previous()).isNull();
        assertThat(firstAgain.next()).isNotNull();
    }

    @Test
    void a_page_with_all_rows_has_neither_next_nor_previous() {
        assertThat(page(Map.of("limit", 300))).satisfies(all -> {
            assertThat(all.data()).hasSize(300);
            assertThat(all.next()).isNull();
            assertThat(all.previous()).isNull();
        });
    }

    @Test
    void a_page_of_a_query_without_rows_has_neither_next_nor_previous() {
        assertThat(page(Map.of("filter", Map.of("!and", Map.of())))).satisfies(none -> {
            assertThat(none.data()).isEmpty();
            assertThat(none.next()).isNull();
            assertThat(none.previous()).isNull();
        });
    }

    @Test
    void the_page_size_may_change_between_pages() {
        List<UUID> read = new ArrayList<>();
        QueryPage<Specimen> page = page(Map.of("limit", 1));
        for (int limit = 2; page.next() != null; limit++) {
            read.addAll(ids(page.data()));
            page = page(with(Map.of("limit", limit), page.next()));
        }
        read.addAll(ids(page.data()));

        assertThat(read).isEqualTo(reference(byCreation()));
    }

    @Test
    void a_page_by_number_has_cursors_to_its_neighbours() {
        List<UUID> all = reference(byCreation());
        QueryPage<Specimen> second = page(Map.of("limit", 100, "page", 2));

        assertThat(ids(page(with(Map.of("limit", 100), second.next())).data())).isEqualTo(all.subList(200, 300));
        assertThat(ids(page(with(Map.of("limit", 100), second.previous())).data()))
                .isEqualTo(all.subList(0, 100));
        assertThat(page(Map.of("limit", 100, "page", 1)).previous()).isNull();
        assertThat(page(Map.of("limit", 100, "page", 3)).next()).isNull();
        assertThat(page(Map.of("limit", 100, "page", 4)).previous()).isNull();
    }

    @Test
    void a_page_by_cursor_may_have_a_total() {
        Map<String, Object> request = Map.of("limit", 10, "count", true, "filter", Map.of("open", true));
        long open = specimens.stream().filter(Specimen::open).count();

        QueryPage<Specimen> second = page(with(request, page(request).next()));

        assertThat(second.total()).isEqualTo(open);
        assertThat(second.page()).isNull();
    }

    @Test
    void a_cursor_to_a_deleted_row_returns_the_rows_after_it() {
        Map<String, Object> request = Map.of("limit", 100, "sort", List.of(Map.of("field", "title", "order", "desc")));
        List<Specimen> all = all(request);
        QueryPage<Specimen> first = page(request);

        without(
                all.subList(90, 110),
                () -> assertThat(page(with(request, first.next())).data()).isEqualTo(all.subList(110, 210)));
    }

    @Test
    void rows_inserted_and_deleted_between_pages_neither_repeat_nor_hide_others() {
        Map<String, Object> request = Map.of("limit", 100, "sort", List.of(Map.of("field", "score", "order", "asc")));
        List<Specimen> all = all(request);
        List<Specimen> read = new ArrayList<>();

        without(all.subList(0, 50), () -> {
            QueryPage<Specimen> first = page(request);
            read.addAll(first.data());
            ViewRows.insert(database, TABLE, all.subList(0, 50), Specimen::createdAt);
            read.addAll(page(with(request, first.next())).data());
            database.deleteFrom(TABLE.table())
                    .where(TABLE.id().in(ids(all.subList(0, 50))))
                    .execute();
        });

        assertThat(read).isEqualTo(all.subList(50, 250));
    }

    @Test
    void an_empty_page_has_a_cursor_back_to_the_page_it_was_reached_from() {
        Map<String, Object> request = Map.of("limit", 200);
        List<Specimen> all = all(request);
        QueryPage<Specimen> first = page(request);

        without(all.subList(200, 300), () -> {
            QueryPage<Specimen> empty = page(with(request, first.next()));
            assertThat(empty.data()).isEmpty();
            assertThat(empty.next()).isNull();
            assertThat(page(with(request, empty.previous())).data()).isEqualTo(first.data());
        });
        QueryPage<Specimen> second = page(with(request, first.next()));
        without(all.subList(0, 200), () -> {
            QueryPage<Specimen> empty = page(with(request, second.previous()));
            assertThat(empty.data()).isEmpty();
            assertThat(empty.previous()).isNull();
            assertThat(page(with(request, empty.next())).data()).isEqualTo(second.data());
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_keyset_and_its_complement_return_all_rows(Keyset.Side side) {
        List<SortKey> orders = orders().toList();
        for (int number = 0; number < orders.size(); number++) {
            // an offset of seven pairs different fields, in all combinations of directions
            List<Map<String, String>> sort =
                    List.of(key(orders.get(number)), key(orders.get((number + 7) % orders.size())));
            Query<Specimen> query = queries.buildQuery(Specimen.class, Map.of("sort", sort, "limit", Query.MAX_LIMIT));
            Keyset keyset = new Keyset(side, query.keyOf(specimens.get(number)));
            List<UUID> both =
                    new ArrayList<>(ids(state.query(query.withKeyset(keyset)).data()));
            List<UUID> others =
                    ids(state.query(query.withKeyset(keyset.complement())).data());
            both.addAll(keyset.isBackward() ? both.size() : 0, others);

            assertThat(both)
                    .as("%s in %s", keyset, query.order())
                    .isEqualTo(ids(state.query(query).data()));
            assertThat(ids(state.query(query.withKeyset(keyset)).data())
                            .contains(specimens.get(number).id()))
                    .isEqualTo(keyset.isInclusive());
        }
    }

    @ParameterizedTest
    @EnumSource(SortKey.Order.class)
    void a_keyset_with_a_removed_enum_constant_remains_valid(SortKey.Order order) {
        List<Map<String, String>> sort =
                List.of(Map.of("field", "colour", "order", order.name().toLowerCase()));
        Query<Specimen> query = queries.buildQuery(Specimen.class, Map.of("sort", sort, "limit", Query.MAX_LIMIT));
        Keyset removed = new Keyset(Keyset.Side.AFTER, List.of("CYAN", new UUID(0, 0)));

        assertThat(state.query(query.withKeyset(removed)).data())
                .isNotEmpty()
                .isEqualTo(state.query(query).data().stream()
                        .filter(row -> order == SortKey.Order.ASC
                                ? row.colour().name().compareTo("CYAN") > 0
                                : row.colour().name().compareTo("CYAN") < 0)
                        .toList());
    }

    @Test
    void a_cursor_is_valid_only_for_its_query() {
        String cursor = page(Map.of("limit", 10)).next();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> page(with(Map.of("filter", Map.of("open", true)), cursor)))
                .satisfies(it -> assertThat(it.problem().errors())
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/cursor")));
    }

    @Test
    void a_stream_ignores_the_page_of_its_query() {
        Query<Specimen> query = queries.buildQuery(
                Specimen.class,
                with(Map.of("limit", 7), page(Map.of("limit", 7)).next()));

        assertThat(state.stream(query).map(Specimen::id)).isEqualTo(reference(byCreation()));
    }

    /** Reads all pages to the end and back to the start. */
    private void assertPages(Map<String, ?> request, List<UUID> expected) {
        List<UUID> forward = new ArrayList<>();
        QueryPage<Specimen> page = page(request);
        forward.addAll(ids(page.data()));
        while (page.next() != null) {
            page = page(with(request, page.next()));
            forward.addAll(ids(page.data()));
        }
        List<UUID> back = new ArrayList<>(ids(page.data()));
        while (page.previous() != null) {
            page = page(with(request, page.previous()));
            back.addAll(0, ids(page.data()));
        }

        assertThat(forward).as("forward: %s", request).isEqualTo(expected);
        assertThat(back).as("back: %s", request).isEqualTo(expected);
    }

    /** Runs an action while the given rows are deleted. */
    private void without(List<Specimen> rows, Runnable action) {
        database.deleteFrom(TABLE.table()).where(TABLE.id().in(ids(rows))).execute();
        try {
            action.run();
        } finally {
            ViewRows.insert(database, TABLE, rows, Specimen::createdAt);
        }
    }

    private QueryPage<Specimen> page(Map<String, ?> request) {
        return state.query(queries.buildQuery(Specimen.class, request));
    }

    private List<Specimen> all(Map<String, Object> request) {
        return state.stream(queries.buildQuery(Specimen.class, request)).toList();
    }

    private static Map<String, Object> with(Map<String, ?> request, @Nullable String cursor) {
        assertThat(cursor).isNotNull();
        Map<String, Object> more = new HashMap<>(request);
        more.put("cursor", cursor);
        return more;
    }

    private static List<UUID> ids(Collection<Specimen> rows) {
        return rows.stream().map(Specimen::id).toList();
    }

    private List<UUID> reference(List<Map<String, String>> sort) {
        return new ReferenceQuery()
                .rows(Map.of("sort", sort), specimens).stream()
                        .map(Specimen::id)
                        .toList();
    }

    private static Map<String, String> key(SortKey sort) {
        return Map.of("field", sort.field().name(), "order", sort.order().name().toLowerCase());
    }

    private static List<Map<String, String>> byCreation() {
        return List.of(Map.of("field", "createdAt", "order", "asc"));
    }
}
