package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.fluvius.domain.Stamped;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.projection.sql.PageReader;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.query.Filter;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of a store that gets tenants. */
abstract class TenantColumnsContract {

    record PlantView(
            UUID id,
            String title,
            @Stamped(Stamped.With.VERSION) long version) {}

    private static final ViewType<PlantView> PLANTS = ViewType.of("plant", PlantView.class);
    private static final ViewTable<PlantView> TABLE = new ViewTable<>(PLANTS).withTenants();
    private static final Tenant ACME = new Tenant("acme");
    private static final int ROWS = 1_000;

    @Autowired
    private DSLContext database;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void create_the_table_of_a_store_without_tenants() {
        String text = isPostgres() ? "varchar collate \"C\"" : "varchar";
        database.execute("create table plant_view (id uuid not null primary key, title " + text
                + " not null, title_folded " + text + " not null, version bigint not null)");
        database.execute("create index plant_view_title on plant_view (title, id)");
        database.execute("create index plant_view_version on plant_view (version, id)");
        database.execute("create index plant_view_latest on plant_view (version desc, id)");
        database.execute("create unique index plant_view_folded on plant_view (title_folded, id)");
        database.execute("insert into plant_view values ('0190c7a1-0000-7000-8000-000000000041', 'Oak', 'oak', 0)");
    }

    @AfterEach
    void forget() {
        database.execute("drop table plant_view");
        database.execute("delete from store_setting where \"name\" = 'tenants'");
    }

    @Test
    void rows_from_before_belong_to_the_main_tenant() {
        start(true);

        assertThat(database.fetchValues("select tenant_ from plant_view").toString())
                .isEqualTo("[main]");
        assertThat(titles(Tenant.MAIN)).containsExactly("Oak");
        assertThat(titles(ACME)).isEmpty();
    }

    @Test
    void indexes_begin_with_the_tenant_also_after_the_next_start() {
        start(true);
        List<String> indexes = indexes();
        start(true);

        assertThat(indexes())
                .isEqualTo(indexes)
                .containsExactlyInAnyOrder(
                        "plant_view_folded[title_folded, id]",
                        "plant_view_latest[tenant_, version desc, id]",
                        "plant_view_tenant[tenant_, id]",
                        "plant_view_title[tenant_, title, id]",
                        "plant_view_version[tenant_, version, id]");
    }

    @Test
    void an_interrupted_preparation_is_completed() {
        start(true);
        database.execute("drop index plant_view_title");
        database.execute("create index plant_view_title on plant_view (title, id)");
        database.execute("create index plant_view_title_of_tenant on plant_view (tenant_, title, id)");
        start(true);

        assertThat(indexes())
                .contains("plant_view_title[tenant_, title, id]")
                .noneMatch(index -> index.startsWith("plant_view_title_of_tenant"));
    }

    @Test
    void a_page_of_a_tenant_is_read_in_the_order_of_an_index() {
        start(true);
        for (Tenant tenant : List.of(ACME, Tenant.MAIN)) {
            insert(tenant);
        }
        database.execute("analyze");

        for (String field : List.of("id", "version")) {
            assertThat(plan(query(ACME, field))).as(field).satisfies(this::assertInOrderOfIndex);
        }
        assertThat(titles(ACME)).hasSize(25);
    }

    @Test
    void a_store_with_tenants_is_not_started_without_them() {
        assertThatNoException().isThrownBy(() -> start(false));
        start(true);

        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(false))
                .satisfies(refusal -> assertThat(refusal.remedy()).contains("fluvius.tenants.enabled=true"));
    }

    /** Fails if a database sorts or reads all rows. */
    abstract void assertInOrderOfIndex(String plan);

    private void start(boolean enabled) {
        new TenantColumns(
                        enabled,
                        database,
                        new ViewTables(List.of(PLANTS), enabled),
                        new TransactionTemplate(transactions))
                .afterPropertiesSet();
    }

    private void insert(Tenant tenant) {
        database.batch(IntStream.range(0, ROWS)
                        .mapToObj(number -> new PlantView(UUID.randomUUID(), "T" + number, number))
                        .map(row -> database.insertInto(TABLE.table()).set(TABLE.values(tenant, row)))
                        .toList())
                .execute();
    }

    private List<String> titles(Tenant tenant) {
        return new PageReader<>(database.dialect(), TABLE, query(tenant, "title"))
                .rows(database).data().stream()
                        .map(row -> ((PlantView) row).title())
                        .toList();
    }

    private static Query<PlantView> query(Tenant tenant, String field) {
        SortKey order = new SortKey(PLANTS.field(field).orElseThrow(), SortKey.Order.ASC);
        return new Query<>(PLANTS, tenant, Filter.ALL, List.of(order), 25, null, null, false, Set.of("id"));
    }

    private String plan(Query<PlantView> query) {
        List<org.jooq.Query> statements = new ArrayList<>();
        DSLContext observed = database.configuration()
                .deriveAppending(new DefaultExecuteListenerProvider(
                        ExecuteListener.onRenderEnd(context -> statements.add(context.query()))))
                .dsl();
        new PageReader<>(database.dialect(), TABLE, query).rows(observed);
        return database.fetch("explain {0}", statements.getFirst()).getValues(0).toString();
    }

    private boolean isPostgres() {
        return database.dialect().family() == SQLDialect.POSTGRES;
    }

    /** The indexes without that of the primary key, with their columns. */
    private List<String> indexes() {
        String sql = isPostgres()
                ? "select c.relname, string_agg(pg_get_indexdef(i.indexrelid, k.at::int, true)"
                        + " || case when k.option & 1 = 1 then ' desc' else '' end, ', ' order by k.at)"
                        + " from pg_index i join pg_class c on c.oid = i.indexrelid"
                        + " cross join lateral unnest(i.indoption::int2[]) with ordinality k(option, at)"
                        + " where i.indrelid = to_regclass('plant_view') and not i.indisprimary group by 1 order by 1"
                : "select index_name, listagg(column_name || case ordering_specification when 'DESC' then ' desc' else '' end, ', ')"
                        + " within group (order by ordinal_position) from information_schema.index_columns"
                        + " where table_name = 'plant_view' and index_name like 'plant_view%' group by index_name order by 1";
        return database.fetch(sql).map(row -> row.get(0) + "[" + row.get(1) + "]");
    }
}
