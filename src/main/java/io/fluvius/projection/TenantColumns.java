package io.fluvius.projection;

import io.fluvius.database.StoreSetting;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.projection.sql.ViewTable;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Prepares the tables of all views for tenants, when the application starts with {@code fluvius.tenants.enabled}: each gets a column
 * with the tenant of a row, which is the main one in rows from before, and its indexes begin with this column. The store
 * then has tenants for good: without them, every caller would read the rows of all.
 */
final class TenantColumns implements InitializingBean {

    private final boolean enabled;
    private final StoreSetting setting;
    private final DSLContext dsl;
    private final ViewTables tables;
    private final TransactionOperations transaction;

    TenantColumns(boolean enabled, DSLContext dsl, ViewTables tables, TransactionOperations transaction) {
        this.enabled = enabled;
        this.setting = new StoreSetting(dsl, "tenants");
        this.dsl = dsl;
        this.tables = tables;
        this.transaction = transaction;
    }

    @Override
    public void afterPropertiesSet() {
        if (enabled) {
            transaction.executeWithoutResult(status -> prepare());
        } else if (setting.find().isPresent()) {
            throw new StartupRefusedException(
                    "The store has tenants, but fluvius.tenants.enabled is false.",
                    "Set fluvius.tenants.enabled=true.");
        }
    }

    private void prepare() {
        TenantIndexes indexes = TenantIndexes.of(dsl);
        if (dsl.dialect().family() == SQLDialect.POSTGRES) {
            // nodes that start at the same time prepare the tables one after the other
            dsl.fetch("select pg_advisory_xact_lock(hashtext('fluvius tenants'))");
        }
        setting.decide("enabled");
        for (ViewTable<?> table : tables.all()) {
            for (String name : List.of(table.name(), table.second().name())) {
                if (exists(name)) {
                    addColumn(name);
                    indexes.prepare(name);
                }
            }
        }
    }

    private void addColumn(String table) {
        String type = dsl.dialect().family() == SQLDialect.POSTGRES ? "varchar(40) collate \"C\"" : "varchar(40)";
        dsl.execute(
                "alter table {0} add column if not exists {1} " + type + " default 'main' not null",
                DSL.name(table),
                ViewTable.TENANT);
    }

    private boolean exists(String table) {
        return dsl.fetchExists(DSL.selectOne()
                .from("information_schema.tables")
                .where("table_name = {0} and table_schema = current_schema", DSL.val(table)));
    }
}
