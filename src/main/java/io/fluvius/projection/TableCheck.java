package io.fluvius.projection;

import io.fluvius.domain.text.StoredPrecision;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.projection.sql.ViewTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;

/** Compares the table of every view with its record at startup. A difference prevents the application from starting. */
final class TableCheck implements InitializingBean {

    private final DSLContext dsl;
    private final ViewTables tables;

    TableCheck(DSLContext dsl, ViewTables tables) {
        this.dsl = dsl;
        this.tables = tables;
    }

    @Override
    public void afterPropertiesSet() {
        List<String> faults = new ArrayList<>();
        tables.all().forEach(table -> check(table, faults));
        if (!faults.isEmpty()) {
            throw new StartupRefusedException(
                    "The tables of the views do not match their records:\n  " + String.join("\n  ", faults) + "\n",
                    "Write a migration.");
        }
        tables.refresh(dsl);
    }

    /** The second table that a migration has created explains differences, because it is about to replace the first one. */
    private void check(ViewTable<?> table, List<String> faults) {
        Map<String, Column> columns = columns(table.name());
        Map<String, Column> second = columns(table.second().name());
        if (second.isEmpty() || isBeingRebuiltUnchanged(table)) {
            check(table, table.name(), columns, faults);
            return;
        }
        List<String> ofSecond = new ArrayList<>();
        check(table, table.second().name(), second, ofSecond);
        if (ofSecond.isEmpty()) {
            tables.addChanged(table.name());
            checkServing(table, columns, faults);
        } else {
            faults.addAll(ofSecond);
        }
    }

    private boolean isBeingRebuiltUnchanged(ViewTable<?> table) {
        return new RebuildRecords(dsl)
                .active().stream().anyMatch(it -> !it.changed() && it.tables().contains(table.name()));
    }

    private static boolean isServed(ViewField field, Map<String, Column> columns) {
        return field.nullable() && !columns.containsKey(field.column());
    }

    /** Until it is replaced, the table can lack fields that need no value, and have only columns that need none. */
    private void checkServing(ViewTable<?> table, Map<String, Column> columns, List<String> faults) {
        List<String> differences = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (ViewField field : table.type().fields()) {
            known.addAll(List.of(field.column(), field.column() + "_folded", ViewTable.TENANT.getName()));
            if (!isServed(field, columns)) {
                check(table.name(), field, columns, differences);
            }
        }
        columns.forEach((name, column) -> {
            if (!known.contains(name) && !column.nullable()) {
                differences.add(table.name() + "." + name + " must be nullable, because its field no longer exists");
            }
        });
        differences.forEach(it -> faults.add(it + " until " + table.second().name() + " replaces the table"));
    }

    private void check(ViewTable<?> table, String name, Map<String, Column> columns, List<String> faults) {
        table.type().fields().forEach(field -> check(name, field, columns, faults));
    }

    private void check(String table, ViewField field, Map<String, Column> columns, List<String> faults) {
        check(table, field.column(), field, columns, faults);
        if (field.type() == FieldType.TEXT) {
            check(table, field.column() + "_folded", field, columns, faults);
        }
    }

    private void check(String table, String name, ViewField field, Map<String, Column> columns, List<String> faults) {
        Column expected = new Column(dataType(field.type()), field.nullable(), isText(field) && isPostgres());
        Column actual = columns.get(name);
        if (!expected.equals(actual)) {
            faults.add("%s.%s must be %s, is %s".formatted(table, name, expected, actual));
        }
    }

    private Map<String, Column> columns(String table) {
        return dsl
                .resultQuery(
                        "select column_name, data_type, is_nullable, collation_name, numeric_precision, numeric_scale"
                                + " from information_schema.columns where table_name = {0} and table_schema = current_schema",
                        table)
                .stream()
                .collect(Collectors.toMap(
                        row -> row.get(0, String.class),
                        row -> new Column(
                                type(
                                        row.get(1, String.class).toLowerCase(Locale.ROOT),
                                        row.get(4, Integer.class),
                                        row.get(5, Integer.class)),
                                "YES".equals(row.get(2, String.class)),
                                "C".equals(row.get(3, String.class)))));
    }

    /** The digits of a number belong to its type, because every view rounds numbers in the same way. */
    private static String type(String dataType, @Nullable Integer precision, @Nullable Integer scale) {
        return dataType.equals("numeric") ? "numeric(" + precision + ", " + scale + ")" : dataType;
    }

    private boolean isPostgres() {
        return dsl.dialect().family() == SQLDialect.POSTGRES;
    }

    /** An enum constant is stored as text, its name. */
    private static boolean isText(ViewField field) {
        return field.type() == FieldType.TEXT || field.type() == FieldType.ENUM;
    }

    /** The name of the column type in the {@code information_schema} of the SQL standard. */
    private static String dataType(FieldType type) {
        return switch (type) {
            case TEXT, ENUM -> "character varying";
            case INTEGER -> "bigint";
            case NUMBER -> "numeric(" + StoredPrecision.PRECISION + ", " + StoredPrecision.SCALE + ")";
            case DATE_TIME -> "timestamp with time zone";
            case DATE -> "date";
            case BOOLEAN -> "boolean";
            case UUID -> "uuid";
            case TEXT_SET -> "array";
        };
    }

    /** A column; {@code collateC} is true for a column with the PostgreSQL collation "C". */
    private record Column(String type, boolean nullable, boolean collateC) {
        @Override
        public String toString() {
            return type + (collateC ? " collate \"C\"" : "") + (nullable ? "" : " not null");
        }
    }
}
