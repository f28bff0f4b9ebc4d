package io.fluvius.projection;

import io.fluvius.projection.sql.ViewTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Has the indexes of a table begin with the column of the tenant, so that one contains the rows of a tenant in the order of a list, and adds
 * one for the order of identifiers.
 * Indexes that enforce that values are unique, and those that find parts of texts, stay as they are. An index that is prepared
 * already is not prepared again, so an interrupted preparation can be repeated.
 */
abstract sealed class TenantIndexes {

    private static final String NEW = "_of_tenant";

    final DSLContext dsl;

    private TenantIndexes(DSLContext dsl) {
        this.dsl = dsl;
    }

    static TenantIndexes of(DSLContext dsl) {
        return dsl.dialect().family() == SQLDialect.POSTGRES ? new OnPostgres(dsl) : new OnH2(dsl);
    }

    /** The indexes of a table that are not prepared, with the statements that create them with one more column, by name. */
    abstract Map<String, String> statements(String table);

    void prepare(String table) {
        dsl.execute(
                "create index if not exists {0} on {1} ({2}, {3})",
                DSL.name(table + "_tenant"), DSL.name(table), ViewTable.TENANT, DSL.name("id"));
        statements(table).forEach((name, statement) -> {
            Name index = DSL.name(name);
            Name prepared = DSL.name(name + NEW);
            dsl.execute("drop index if exists {0}", prepared);
            dsl.execute(statement, prepared, DSL.name(table), ViewTable.TENANT);
            dsl.execute("drop index {0}", index);
            dsl.execute("alter index {0} rename to {1}", prepared, index);
        });
    }

    private static final class OnPostgres extends TenantIndexes {

        private static final Pattern COLUMNS = Pattern.compile("(?s).* USING btree \\((.*)");

        OnPostgres(DSLContext dsl) {
            super(dsl);
        }

        @Override
        Map<String, String> statements(String table) {
            return dsl
                    .resultQuery(
                            "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i"
                                    + " join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam"
                                    + " where i.indrelid = to_regclass({0}) and not i.indisunique and m.amname = 'btree'"
                                    + " and pg_get_indexdef(i.indexrelid, 1, false) <> {1}",
                            DSL.val('"' + table + '"'), DSL.val(ViewTable.TENANT.getName()))
                    .stream()
                    .collect(Collectors.toMap(
                            row -> row.get(0, String.class),
                            row -> "create index {0} on {1} using btree ({2}, "
                                    + COLUMNS.matcher(row.get(1, String.class)).replaceFirst("$1")));
        }
    }

    private static final class OnH2 extends TenantIndexes {

        OnH2(DSLContext dsl) {
            super(dsl);
        }

        @Override
        Map<String, String> statements(String table) {
            Map<String, List<String>> columns = dsl
                    .resultQuery(
                            "select i.index_name, c.column_name, c.ordering_specification, c.null_ordering"
                                    + " from information_schema.indexes i join information_schema.index_columns c"
                                    + " on c.index_schema = i.index_schema and c.index_name = i.index_name"
                                    + " where i.table_name = {0} and i.table_schema = current_schema"
                                    + " and i.index_type_name = 'INDEX' order by i.index_name, c.ordinal_position",
                            DSL.val(table))
                    .stream()
                    .collect(Collectors.groupingBy(
                            row -> row.get(0, String.class), Collectors.mapping(OnH2::column, Collectors.toList())));
            return columns.entrySet().stream()
                    .filter(index -> !index.getValue().getFirst().startsWith('"' + ViewTable.TENANT.getName() + '"'))
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            index -> "create index {0} on {1} ({2}, " + String.join(", ", index.getValue()) + ")"));
        }

        private static String column(Record row) {
            return Stream.of(
                            '"' + row.get(1, String.class) + '"',
                            row.get(2, String.class),
                            row.get(3, String.class) == null ? null : "nulls " + row.get(3, String.class))
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "));
        }
    }
}
