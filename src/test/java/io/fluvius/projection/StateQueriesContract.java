package io.fluvius.projection;

import static io.fluvius.query.Filter.where;
import static io.fluvius.user.Users.MONDAY;
import static io.fluvius.user.Users.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.database.DatabasePools;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.environment.Asvs;
import io.fluvius.environment.KnownFailures;
import io.fluvius.environment.OwnApplication;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.query.AmbiguousResultException;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.RandomQueries;
import io.fluvius.query.ReferenceQuery;
import io.fluvius.query.StateManager;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserId;
import io.fluvius.user.UserView;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.sessions.JqwikSession;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The query language on a database, through the state manager. */
@ResourceLock("jqwik")
@OwnApplication("reads all rows of the tables that it fills")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StateQueriesContract {

    private static final long SEED = 20261123;
    private static final int USER_COUNT = 2345;
    private static final ViewType<Specimen> SPECIMENS = ViewType.of("specimen", Specimen.class);
    private static final ViewType<UserView> USERS = ViewType.of("user", UserView.class);

    private final List<Specimen> specimens = new ArrayList<>();
    private final List<UserView> crowd = IntStream.range(0, USER_COUNT)
            .mapToObj(number -> user("Crowd " + number, "crowd-" + number % 7 + "@example.com"))
            .toList();

    @Autowired
    private StateManager state;

    @Autowired
    private QueryManager queries;

    @Autowired
    private DSLContext database;

    @Autowired
    private ReadOnlyDatabase readOnly;

    @Autowired
    private HikariDataSource commands;

    @BeforeAll
    void write() {
        JqwikSession.run(() -> specimens.addAll(new RandomQueries<>(SPECIMENS).rows(SEED, 300)));
        ViewRows.insert(database, new ViewTable<>(SPECIMENS), specimens, Specimen::createdAt);
        ViewRows.insert(database, new ViewTable<>(USERS), crowd, user -> MONDAY);
    }

    @Test
    void rows_are_read_as_they_were_written() {
        assertThat(specimens)
                .allSatisfy(
                        row -> assertThat(state.fetch(Specimen.class, row.id())).isEqualTo(row));
    }

    Stream<String> statements() {
        return SPECIMENS.fields().stream()
                .flatMap(field -> field.type().operators().stream().map(it -> field.name() + "." + it.text()));
    }

    /** Each operator of each field, with operands that match some rows but not all. */
    @ParameterizedTest
    @MethodSource("statements")
    void every_operator_is_exact_and_its_negation_is_the_complement(String statement) {
        String field = statement.substring(0, statement.indexOf('.'));
        String operator = statement.substring(statement.indexOf('.') + 1);
        for (Specimen row : specimens.subList(0, 5)) {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put(statement, operand(row, field, operator));
            Map<String, Object> negated = new LinkedHashMap<>();
            negated.put(field + "!" + operator, operand(row, field, operator));
            if (plain.containsValue(null) && !operator.equals("eq") && !operator.equals("ne")) {
                continue;
            }

            List<UUID> matching = ids(filter(plain));
            List<UUID> others = ids(filter(negated));

            assertThat(matching).isEqualTo(reference(plain, byCreation()));
            assertThat(others).isEqualTo(reference(negated, byCreation()));
            assertThat(matching.size() + others.size()).isEqualTo(specimens.size());
        }
    }

    @Test
    void has_starts_and_ends_match_their_value_literally() {
        withTitles(List.of("100%", "100 percent", "a_b", "axb", "wow!", "wow", "c:\\d", "c:d", "%_!\\"), titles -> {
            assertThat(titles.matching("has", "%")).containsExactlyInAnyOrder("100%", "%_!\\");
            assertThat(titles.matching("has", "_")).containsExactlyInAnyOrder("a_b", "%_!\\");
            assertThat(titles.matching("has", "!")).containsExactlyInAnyOrder("wow!", "%_!\\");
            assertThat(titles.matching("has", "\\")).containsExactlyInAnyOrder("c:\\d", "%_!\\");
            assertThat(titles.matching("starts", "%")).containsExactly("%_!\\");
            assertThat(titles.matching("starts", "a_")).containsExactly("a_b");
            assertThat(titles.matching("ends", "%")).containsExactly("100%");
            assertThat(titles.matching("ends", "!")).containsExactly("wow!");
            assertThat(titles.matching("ends", "_!\\")).containsExactly("%_!\\");
        });
    }

    @Test
    void has_starts_and_ends_ignore_case_and_eq_does_not() {
        withTitles(
                List.of("\u00c4rger", "\u00e4RGER", "arger", "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2"), titles -> {
                    assertThat(titles.matching("has", "\u00c4R")).containsExactlyInAnyOrder("\u00c4rger", "\u00e4RGER");
                    assertThat(titles.matching("starts", "\u00e4r"))
                            .containsExactlyInAnyOrder("\u00c4rger", "\u00e4RGER");
                    assertThat(titles.matching("ends", "GER"))
                            .containsExactlyInAnyOrder("\u00c4rger", "\u00e4RGER", "arger");
                    assertThat(titles.matching("ends", "\u03a6\u039f\u03a3")).hasSize(1);
                    assertThat(titles.matching("eq", "\u00c4rger")).containsExactly("\u00c4rger");
                    assertThat(titles.matching("in", List.of("\u00e4rger", "ARGER")))
                            .isEmpty();
                });
    }

    @Test
    void a_search_and_a_filter_must_both_match() {
        Map<String, Object> request = Map.of("text", "a", "filter", where("open", true), "limit", Query.MAX_LIMIT);

        assertThat(ids(request))
                .isNotEmpty()
                .isEqualTo(reference(
                        where(".or", List.of(where("title.has", "a"), where("note.has", "a")), "open", true),
                        byCreation()));
        assertThat(state.count(queries.buildQuery(Specimen.class, request)))
                .isEqualTo(ids(request).size());
    }

    @Test
    void text_compares_and_sorts_by_code_point() {
        // in UTF-16 order the emoji precedes U+FFFD, in English "a" precedes "B"
        List<String> inOrder = List.of("", " ", "B", "_", "a", "\u00e4", "\u05d0", "\uFFFD", "\uD83D\uDE00");
        withTitles(inOrder, titles -> {
            assertThat(titles.sorted("asc")).isEqualTo(inOrder);
            assertThat(titles.sorted("desc")).isEqualTo(inOrder.reversed());
            assertThat(titles.matching("gt", "\uFFFD")).containsExactly("\uD83D\uDE00");
            assertThat(titles.matching("gte", "\uFFFD")).containsExactlyInAnyOrder("\uFFFD", "\uD83D\uDE00");
            assertThat(titles.matching("lt", "_")).containsExactlyInAnyOrder("", " ", "B");
            assertThat(titles.matching("lte", "B")).containsExactlyInAnyOrder("", " ", "B");
        });
    }

    @Test
    void nulls_come_last_in_ascending_and_first_in_descending_order() {
        List<Specimen> ascending = rows(Map.of("sort", List.of(Map.of("field", "score")), "limit", Query.MAX_LIMIT));
        List<Specimen> descending =
                rows(Map.of("sort", List.of(Map.of("field", "score", "order", "desc")), "limit", Query.MAX_LIMIT));
        int nulls = (int) specimens.stream().filter(row -> row.score() == null).count();

        assertThat(nulls).isPositive();
        assertThat(ascending.subList(specimens.size() - nulls, specimens.size()))
                .allSatisfy(row -> assertThat(row.score()).isNull());
        assertThat(descending.subList(0, nulls))
                .allSatisfy(row -> assertThat(row.score()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void rows_with_equal_sort_keys_are_sorted_by_id(String order) {
        List<Specimen> rows =
                rows(Map.of("sort", List.of(Map.of("field", "open", "order", order)), "limit", Query.MAX_LIMIT));

        for (boolean open : List.of(true, false)) {
            assertThat(rows.stream()
                            .filter(row -> row.open() == open)
                            .map(row -> row.id().toString()))
                    .hasSizeGreaterThan(100)
                    .isSorted();
        }
    }

    @Test
    void the_default_order_is_by_time_of_creation() {
        assertThat(ids(Map.of("limit", Query.MAX_LIMIT))).isEqualTo(reference(Map.of(), byCreation()));
    }

    @Test
    void pages_by_number_have_the_number_of_pages_and_the_total() {
        List<UUID> read = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            QueryPage<Specimen> page = page(Map.of("limit", 70, "page", number));
            assertThat(page.page()).isEqualTo(number);
            assertThat(page.pages()).isEqualTo(5);
            assertThat(page.total()).isEqualTo(300);
            assertThat(page.limit()).isEqualTo(70);
            assertThat(page.data()).hasSize(number < 5 ? 70 : 20);
            page.data().forEach(row -> read.add(row.id()));
        }
        assertThat(read).isEqualTo(reference(Map.of(), byCreation()));
    }

    @Test
    void a_page_beyond_the_last_one_is_empty_but_has_the_number_of_pages_and_the_total() {
        QueryPage<Specimen> page = page(Map.of("limit", 100, "page", Integer.MAX_VALUE));

        assertThat(page.data()).isEmpty();
        assertThat(page.pages()).isEqualTo(3);
        assertThat(page.total()).isEqualTo(300);
    }

    @Test
    void a_query_without_rows_has_no_pages() {
        QueryPage<Specimen> page = page(Map.of("filter", Map.of("!and", Map.of()), "page", 1));

        assertThat(page.data()).isEmpty();
        assertThat(page.pages()).isZero();
        assertThat(page.total()).isZero();
    }

    @Test
    void a_total_is_returned_only_on_request() {
        assertThat(page(Map.of()).total()).isNull();
        assertThat(page(Map.of()).pages()).isNull();
        assertThat(page(Map.of()).data()).hasSize(Query.DEFAULT_LIMIT);
        QueryPage<Specimen> counted = page(Map.of("count", true, "filter", where("open", true)));
        assertThat(counted.total())
                .isEqualTo(specimens.stream().filter(Specimen::open).count());
        assertThat(counted.pages()).isNull();
    }

    @Test
    void rows_are_counted() {
        assertThat(state.count(queries.buildQuery(Specimen.class, Map.of("filter", where("checked", true)))))
                .isEqualTo(specimens.stream()
                        .filter(row -> Boolean.TRUE.equals(row.checked()))
                        .count());
    }

    @Test
    void a_stream_returns_more_rows_than_fit_into_a_page() {
        assertThat(state.find(UserView.class, where("name.starts", "crowd")).map(UserView::id))
                .containsExactlyInAnyOrderElementsOf(
                        crowd.stream().map(UserView::id).toList());
        assertThat(state.find("user", Map.of())).hasSize(USER_COUNT);
        assertThat(state.stream(queries.buildQuery(
                                UserView.class,
                                Map.of(
                                        "sort",
                                        List.of(Map.of("field", "email", "order", "desc")),
                                        "limit",
                                        3,
                                        "page",
                                        2)))
                        .map(user -> user.email().value()))
                .hasSize(USER_COUNT)
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void a_stream_may_be_truncated() {
        assertThat(state.find(UserView.class, Map.of()).limit(1001)).hasSize(1001);
    }

    @Test
    void the_only_matching_row_is_found() {
        assertThat(state.findOne(UserView.class, where("name", "Crowd 17")))
                .map(UserView::id)
                .contains(crowd.get(17).id());
        assertThat(state.findOne("user", where("name", "Nobody"))).isEmpty();
    }

    @Test
    void several_matching_rows_are_ambiguous() {
        assertThatExceptionOfType(AmbiguousResultException.class)
                .isThrownBy(() -> state.findOne("user", where("email", "crowd-1@example.com")));
    }

    @Test
    void a_row_is_fetched_by_its_identifier_in_every_form() {
        UserView user = crowd.getFirst();

        assertThat(state.fetch(UserView.class, user.id())).isEqualTo(user);
        assertThat(state.fetch("user", user.id().value())).isEqualTo(user);
        assertThat(state.fetch("user", user.id().toString())).isEqualTo(user);
    }

    @Test
    void a_missing_row_an_invalid_identifier_and_an_unknown_resource_are_rejected() {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> state.fetch("user", UUID.randomUUID()));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> state.fetch("user", "not a uuid"))
                .satisfies(it -> assertThat(it.problem().code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> state.fetch("unicorn", UUID.randomUUID()))
                .satisfies(it -> assertThat(it.problem().code()).isEqualTo(ProblemCode.UNKNOWN_RESOURCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+200", "-1E+200", "1E-200", "-1E-200", "1E+3", "1.00E+2", "0.0", "0E+5"})
    void numbers_of_any_magnitude_are_compared(String number) {
        Map<String, Object> filter = where("price.gte", new BigDecimal(number));

        assertThat(ids(filter(filter))).isEqualTo(reference(filter, byCreation()));
    }

    @Test
    void a_filter_of_the_maximum_size_is_executed() {
        List<Map<String, Object>> parts = new ArrayList<>();
        for (int part = 0; part < 99; part++) {
            int base = part * 1000;
            parts.add(where(
                    "amount.in",
                    IntStream.range(base, base + 1000).mapToObj(Long::valueOf).toList()));
        }

        assertThat(ids(filter(Map.of(".or", parts))))
                .isEqualTo(reference(where("amount.between", List.of(0L, 98_999L)), byCreation()));
    }

    Stream<Consumer<DSLContext>> writes() {
        return Stream.of(
                dsl -> dsl.deleteFrom(DSL.table("user_view")).execute(),
                dsl -> dsl.update(DSL.table("user_view"))
                        .set(DSL.field("version", Long.class), 99L)
                        .execute(),
                dsl -> dsl.insertInto(DSL.table("unique_value"))
                        .columns(DSL.field("scope"), DSL.field("content"), DSL.field("owner", UUID.class))
                        .values("a", "b", UUID.randomUUID())
                        .execute(),
                dsl -> dsl.execute("truncate table user_view"),
                dsl -> dsl.execute("drop table user_view"),
                dsl -> dsl.execute("create table written (id bigint)"));
    }

    @ParameterizedTest
    @MethodSource("writes")
    @Asvs("V13.2.2")
    void the_database_rejects_writes_in_a_query(Consumer<DSLContext> write) {
        Function<DSLContext, Boolean> writing = dsl -> {
            write.accept(dsl);
            return true;
        };

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> readOnly.read(writing));
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> readOnly.readOnce(writing));

        assertThat(state.count(queries.buildQuery("user", Map.of()))).isEqualTo(USER_COUNT);
        assertThat(database.fetchCount(DSL.table("unique_value"))).isZero();
        assertThatException().isThrownBy(() -> database.fetchCount(DSL.table("written")));
    }

    @Test
    @Asvs({"V4.3.1", "V15.2.2"})
    void the_database_cancels_a_statement_that_exceeds_the_timeout() {
        try (ReadOnlyDatabase shortTimeout = databaseWithShortTimeout()) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> shortTimeout.readOnce(
                            dsl -> dsl.fetch("select count(*) from user_view a cross join user_view b")))
                    .satisfies(failure -> {
                        Problem problem = KnownFailures.all().problemOf(failure);
                        assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
                        assertThat(problem.detail()).startsWith("The query took too long and was canceled");
                    });
        }
    }

    private ReadOnlyDatabase databaseWithShortTimeout() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(commands.getJdbcUrl());
        config.setUsername(commands.getUsername());
        config.setPassword(commands.getPassword());
        return new ReadOnlyDatabase(
                new DatabasePools(), config, database.dialect(), database.settings(), Duration.ofMillis(50));
    }

    @Test
    void a_query_reads_every_table_from_the_snapshot_of_its_start() {
        int before = receipts(database);

        List<Integer> counts = readOnly.read(dsl -> {
            dsl.fetchCount(DSL.table("user_view"));
            insertReceipt();
            int first = receipts(dsl);
            insertReceipt();
            return List.of(first, receipts(dsl));
        });

        assertThat(counts).containsExactly(before, before);
        assertThat(receipts(database)).isEqualTo(before + 2);
    }

    private static int receipts(DSLContext dsl) {
        return dsl.fetchCount(DSL.table("command_receipt"));
    }

    private void insertReceipt() {
        database.insertInto(DSL.table("command_receipt"))
                .columns(
                        DSL.field("command_id", UUID.class),
                        DSL.field("command"),
                        DSL.field("resource"),
                        DSL.field("aggregate_id", UUID.class),
                        DSL.field("handled_at", Instant.class))
                .values(UUID.randomUUID(), "a", "b", UUID.randomUUID(), TUESDAY)
                .execute();
    }

    @Test
    void a_query_is_executed_while_commands_use_every_connection() throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            while (all.size() < commands.getMaximumPoolSize()) {
                all.add(commands.getConnection());
            }

            assertThat(state.count(queries.buildQuery("user", Map.of()))).isEqualTo(USER_COUNT);
            assertThat(ids(Map.of("limit", 1))).hasSize(1);
        } finally {
            for (Connection each : all) {
                each.close();
            }
        }
    }

    private List<UUID> reference(Map<String, Object> filter, List<Map<String, String>> sort) {
        return new ReferenceQuery()
                .rows(Map.of("filter", filter, "sort", sort), specimens).stream()
                        .map(Specimen::id)
                        .toList();
    }

    private static List<Map<String, String>> byCreation() {
        return List.of(Map.of("field", "createdAt", "order", "asc"));
    }

    private static Object operand(Specimen row, String field, String operator) {
        ViewField type = SPECIMENS.field(field).orElseThrow();
        Object value = SPECIMENS.value(row, type);
        if (value instanceof Set<?> set) {
            value = set.isEmpty() ? "x" : set.iterator().next();
        }
        boolean list = List.of("in", "notin", "all", "any", "between").contains(operator);
        return value == null || !list ? value : operator.equals("between") ? List.of(value, value) : List.of(value);
    }

    private static Map<String, Object> filter(Map<String, Object> filter) {
        return Map.of("filter", filter, "limit", Query.MAX_LIMIT);
    }

    private List<UUID> ids(Map<String, ?> request) {
        return rows(request).stream().map(Specimen::id).toList();
    }

    private List<Specimen> rows(Map<String, ?> request) {
        return page(request).data();
    }

    private QueryPage<Specimen> page(Map<String, ?> request) {
        return state.query(queries.buildQuery(Specimen.class, request));
    }

    /** Inserts specimens with the given titles, runs queries on these only, and deletes them. */
    private void withTitles(List<String> texts, Consumer<Titles> queries) {
        UUID owner = UUID.randomUUID();
        ViewTable<Specimen> table = new ViewTable<>(SPECIMENS);
        ViewRows.insert(
                database, table, texts.stream().map(text -> titled(text, owner)).toList(), Specimen::createdAt);
        try {
            queries.accept(new Titles(owner));
        } finally {
            database.deleteFrom(table.table())
                    .where(DSL.field("owner", UUID.class).eq(owner))
                    .execute();
        }
    }

    private static Specimen titled(String title, UUID owner) {
        return new Specimen(
                UUID.randomUUID(),
                title,
                null,
                0,
                null,
                BigDecimal.ZERO,
                null,
                null,
                LocalDate.EPOCH,
                null,
                true,
                null,
                owner,
                Specimen.Colour.RED,
                null,
                Set.of(),
                null,
                MONDAY,
                0);
    }

    private static UserView user(String name, String email) {
        UserView user = UserView.created(new UserId(UUID.randomUUID()), new PersonName(name), new EmailAddress(email));
        return new UserView(
                user.id(),
                user.name(),
                user.email(),
                user.status(),
                user.active(),
                user.requiredActions(),
                user.totpEnabled(),
                user.deactivationReason(),
                user.reconciledAt(),
                MONDAY,
                MONDAY,
                0);
    }

    private final class Titles {

        private final String owner;

        Titles(UUID owner) {
            this.owner = owner.toString();
        }

        List<String> matching(String operator, Object value) {
            return state.find(Specimen.class, where("owner", owner, "title." + operator, value))
                    .map(Specimen::title)
                    .toList();
        }

        List<String> sorted(String order) {
            Map<String, Object> request =
                    Map.of("filter", where("owner", owner), "sort", List.of(Map.of("field", "title", "order", order)));
            return rows(request).stream().map(Specimen::title).toList();
        }
    }
}
