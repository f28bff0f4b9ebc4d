package io.fluvius.journey;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.fluvius.domain.Large;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/** The indexes of the table of a view, and those that a large view lacks. */
final class ViewIndexes {

    private static final String TRIGRAMS = "gin_trgm_ops";
    private static final String ELEMENTS = "array_ops";

    private final DSLContext database;
    private final ViewType<?> view;
    private final boolean postgres;
    /** The columns of each index in their order, each with its operator class unless that is the default. */
    private final List<List<String>> indexes;

    ViewIndexes(DSLContext database, ViewType<?> view) {
        this.database = database;
        this.view = view;
        this.postgres = database.dialect().family() == SQLDialect.POSTGRES;
        this.indexes = postgres ? ofPostgres() : ofH2();
    }

    /** Returns the indexes that the fields of a large view require and the database lacks. */
    List<String> missing() {
        List<List<String>> required = new ArrayList<>();
        if (view.record().isAnnotationPresent(Large.class)) {
            view.fields().stream().filter(ViewField::indexed).forEach(field -> addRequired(field, required));
        }
        return required.stream()
                .filter(columns -> indexes.stream().noneMatch(index -> serves(index, columns)))
                .map(columns -> view.table() + columns)
                .toList();
    }

    private void addRequired(ViewField field, List<List<String>> required) {
        if (field.isSortable()) {
            required.add(field.name().equals("id") ? List.of("id") : List.of(field.column(), "id"));
        }
        if (postgres && field.searched()) {
            required.add(List.of(field.column() + "_folded " + TRIGRAMS));
        }
        if (postgres && field.type() == FieldType.TEXT_SET) {
            required.add(List.of(field.column() + " " + ELEMENTS));
        }
    }

    /** An index for a sortable field may have further columns before the id: those of a usual order of its equal values. */
    private static boolean serves(List<String> index, List<String> columns) {
        return index.size() >= columns.size()
                && index.getFirst().equals(columns.getFirst())
                && index.getLast().equals(columns.getLast())
                && index.stream().noneMatch(column -> column.endsWith(" desc"));
    }

    /** Returns the complete, ascending indexes: partial and descending ones do not serve. */
    private List<List<String>> ofPostgres() {
        return grouped("""
                select i.indexrelid::regclass::text as index, k.at, pg_get_indexdef(i.indexrelid, k.at::int, true)
                    || case when o.opcname in ('%s', '%s') then ' ' || o.opcname else '' end
                    || case when k.option & 1 = 1 then ' desc' else '' end
                from pg_index i
                cross join lateral unnest(i.indclass::oid[], i.indoption::int2[]) with ordinality k(class, option, at)
                join pg_opclass o on o.oid = k.class
                where i.indrelid = to_regclass({0}) and i.indpred is null and i.indisvalid
                order by 1, 2
                """.formatted(TRIGRAMS, ELEMENTS));
    }

    private List<List<String>> ofH2() {
        return grouped("""
                select index_name, ordinal_position, lower(column_name) || case ordering_specification when 'DESC' then ' desc' else '' end
                from information_schema.index_columns
                where table_name = {0} and table_schema = current_schema
                order by 1, 2
                """);
    }

    private List<List<String>> grouped(String sql) {
        Map<String, List<String>> columns = database.resultQuery(sql, view.table()).stream()
                .collect(groupingBy(
                        row -> row.get(0, String.class), mapping(row -> row.get(2, String.class), toList())));
        return List.copyOf(columns.values());
    }
}
