package io.fluvius.projection.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnPostgres;
import io.fluvius.query.Filter;
import io.fluvius.query.Keyset;
import io.fluvius.query.Keyset.Side;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import io.fluvius.user.UserView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The query plans of PostgreSQL for a large view: no page reads the whole table, whatever its position. */
@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansOnPostgresIT {

    private static final ViewType<UserView> USERS = ViewType.of("user", UserView.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ROWS = 50_000;
    private static final int LIMIT = 25;
    /** A page that spans two values of the sort key reads more rows than it returns. */
    private static final long MAX_ROWS_READ = 1000;

    @Autowired
    private DSLContext database;

    @BeforeAll
    void fill() {
        database.execute("""
                insert into user_view (id, name, name_folded, email, email_folded, status, active, required_actions, totp_enabled,
                    deactivation_reason, deactivation_reason_folded, reconciled_at, created_at, updated_at, version)
                select md5('id' || n)::uuid, 'User ' || md5(n::text), 'user ' || md5(n::text), md5('m' || n) || '@example.com',
                    md5('m' || n) || '@example.com', status, status = 'ACTIVE',
                    case when n %% 5000 = 0 then array['RARE_ACTION'] when n %% 3 = 0 then array['VERIFY_EMAIL'] else array[]::varchar[] end,
                    n %% 10 = 0, case when status = 'DEACTIVATED' then 'reason ' || n %% 3 end,
                    case when status = 'DEACTIVATED' then 'reason ' || n %% 3 end,
                    case when n %% 50 = 0 then timestamptz '2026-11-01' + n * interval '1 second' end,
                    timestamptz '2026-01-01' + n * interval '1 second',
                    timestamptz '2026-06-01' + n %% 977 * interval '1 minute' + n * interval '1 millisecond',
                    n %% 4
                from (select n, case when n %% 20 = 0 then 'LOCKED' when n %% 7 = 0 then 'DEACTIVATED' else 'ACTIVE' end as status
                    from generate_series(1, %d) n) numbers
                """.formatted(ROWS));
        // a sample of 60,000 rows is the whole table, so the plans do not depend on which rows are drawn
        database.execute("alter table user_view alter column name_folded set statistics 200");
        database.execute("vacuum analyze user_view");
    }

    Stream<SortKey> orders() {
        return USERS.fields().stream()
                .filter(ViewField::isSortable)
                .filter(ViewField::indexed)
                .flatMap(field -> Arrays.stream(SortKey.Order.values()).map(order -> new SortKey(field, order)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void a_page_is_read_from_an_index_at_any_position(SortKey sort) {
        Query<UserView> query = query(Filter.ALL, sort);

        assertReadsFewRows(query);
        for (int page : new int[] {2, ROWS / LIMIT / 3, ROWS / LIMIT / 2, ROWS / LIMIT - 1}) {
            List<@Nullable Object> key = keyOfPage(query, page);
            assertReadsFewRows(query.withKeyset(new Keyset(Side.AFTER, key)));
            assertReadsFewRows(query.withKeyset(new Keyset(Side.BEFORE, key)));
        }
    }

    @Test
    void a_list_sorted_by_several_fields_is_read_from_the_index_of_the_first_selective_field() {
        List<SortKey> byStatusAndName = List.of(
                new SortKey(field("status"), SortKey.Order.DESC), new SortKey(field("name"), SortKey.Order.ASC));
        Query<UserView> query = query(Filter.ALL, byStatusAndName.toArray(SortKey[]::new));

        assertReadsFewRows(query);
        assertReadsFewRows(query.withKeyset(new Keyset(Side.AFTER, keyOfPage(query, 1500))));
    }

    @Test
    void users_of_one_status_are_read_in_the_default_order_from_one_index() {
        Filter locked = new Filter.Compare(field("status"), Operator.EQ, List.of("LOCKED"));
        Query<UserView> query = query(
                locked,
                new SortKey(field("createdAt"), SortKey.Order.ASC),
                new SortKey(field("id"), SortKey.Order.ASC));

        assertThat(plans(query)).allMatch(plan -> plan.indexes().contains("user_view_status"));
        assertThat(plans(query.withKeyset(new Keyset(Side.AFTER, keyOfPage(query, 50)))))
                .allMatch(plan -> plan.indexes().contains("user_view_status"));
    }

    @Test
    void elements_of_a_set_are_found_in_an_index() {
        Filter rare = new Filter.Compare(field("requiredActions"), Operator.HAS, List.of("RARE_ACTION"));
        Filter any =
                new Filter.Compare(field("requiredActions"), Operator.ANY, List.of("RARE_ACTION", "UNKNOWN_ACTION"));

        assertThat(plans(query(rare))).allMatch(plan -> plan.indexes().contains("user_view_required_actions"));
        assertThat(plans(query(any))).allMatch(plan -> plan.indexes().contains("user_view_required_actions"));
    }

    @Test
    void a_part_of_a_text_is_found_in_the_trigram_index() {
        String part = "c4ca4238"; // part of the name of the first user
        Filter name = new Filter.Compare(field("name"), Operator.HAS, List.of(part));
        Filter email = new Filter.Compare(field("email"), Operator.HAS, List.of(part));
        Filter search = new Filter.And(List.of(new Filter.Or(List.of(name, email))));

        assertThat(plans(query(name))).allMatch(plan -> plan.indexes().contains("user_view_name_trigrams"));
        assertThat(plans(query(search)))
                .allMatch(plan ->
                        plan.indexes().containsAll(List.of("user_view_name_trigrams", "user_view_email_trigrams")));
    }

    @Test
    void a_query_without_an_index_exceeds_the_limit() {
        Filter reason = new Filter.Compare(field("deactivationReason"), Operator.ENDS, List.of("no such reason"));

        assertThat(plans(query(reason))).anyMatch(plan -> plan.maxRowsRead() > MAX_ROWS_READ);
    }

    private void assertReadsFewRows(Query<UserView> query) {
        assertThat(plans(query)).isNotEmpty().allSatisfy(plan -> {
            assertThat(plan.nodeTypes()).as("%s%n%s", plan.sql(), plan.tree()).doesNotContain("Seq Scan");
            assertThat(plan.maxRowsRead()).as("%s%n%s", plan.sql(), plan.tree()).isLessThanOrEqualTo(MAX_ROWS_READ);
        });
    }

    private List<@Nullable Object> keyOfPage(Query<UserView> query, int number) {
        Query<UserView> page = new Query<>(
                query.view(),
                query.tenant(),
                query.filter(),
                query.sort(),
                query.limit(),
                number,
                null,
                false,
                query.members());
        return Objects.requireNonNull(new PageReader<>(database.dialect(), new ViewTable<>(USERS), page)
                        .rows(database)
                        .next())
                .key();
    }

    /** Returns the plans of the statements that read a page. */
    private List<Plan> plans(Query<UserView> query) {
        List<Plan> plans = new ArrayList<>();
        DSLContext explained =
                DSL.using(database.configuration().derive(new DefaultExecuteListenerProvider(new ExecuteListener() {
                    @Override
                    public void executeStart(ExecuteContext context) {
                        plans.add(plan(database.renderInlined(context.query())));
                    }
                })));
        new PageReader<>(explained.dialect(), new ViewTable<>(USERS), query).rows(explained);
        return plans;
    }

    private Plan plan(String sql) {
        String json = database.fetchValue("explain (analyze, timing off, format json) " + sql)
                .toString();
        JsonNode root = JSON.readTree(json).get(0).get("Plan");
        List<JsonNode> nodes = new ArrayList<>();
        collect(root, nodes);
        return new Plan(sql, nodes);
    }

    private static void collect(JsonNode node, List<JsonNode> nodes) {
        nodes.add(node);
        node.path("Plans").forEach(child -> collect(child, nodes));
    }

    private static Query<UserView> query(Filter filter, SortKey... sort) {
        return new Query<>(USERS, Tenant.MAIN, filter, List.of(sort), LIMIT, null, null, false, Set.of("id"));
    }

    private static ViewField field(String name) {
        return USERS.field(name).orElseThrow();
    }

    private record Plan(String sql, List<JsonNode> nodes) {

        List<String> nodeTypes() {
            return nodes.stream()
                    .map(node -> node.path("Node Type").stringValue())
                    .toList();
        }

        List<String> indexes() {
            return nodes.stream()
                    .map(node -> node.path("Index Name").stringValue(""))
                    .toList();
        }

        /** The largest number of rows that a node of the plan has read. */
        long maxRowsRead() {
            return nodes.stream()
                    .mapToLong(node -> Math.round(node.path("Actual Rows").doubleValue())
                            + node.path("Rows Removed by Filter").longValue(0))
                    .max()
                    .orElseThrow();
        }

        String tree() {
            return nodes.getFirst().toPrettyString();
        }
    }
}
