package io.fluvius.projection;

import io.fluvius.projection.SecondTables.FieldDifference;
import io.fluvius.projection.SecondTables.RowDifference;
import io.fluvius.projection.SecondTables.RowDifference.Kind;
import io.fluvius.projection.SecondTables.ViewComparison;
import io.fluvius.projection.sql.ViewTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of a view in two tables, in the snapshot of one transaction. The database compares column by column; the
 * elements of sets, which earlier versions stored in any order, are compared here. Not thread-safe.
 */
final class TableComparison {

    private static final int MAX_SAMPLES = 100;

    private final DSLContext dsl;
    private final ViewTable<?> first;
    private final ViewTable<?> second;
    private final Table<Record> before;
    private final Table<Record> after;
    private final Condition sameRow;
    private final Condition scalarsDiffer;
    private final Condition setsDiffer;

    TableComparison(DSLContext dsl, ViewTable<?> first, ViewTable<?> second) {
        this.dsl = dsl;
        this.first = first;
        this.second = second;
        this.before = first.table().as("b");
        this.after = second.table().as("a");
        this.sameRow = of(before, first.id()).eq(of(after, first.id()));
        this.scalarsDiffer = DSL.or(first.columns().stream()
                .filter(column -> !isSet(column))
                .map(this::differs)
                .toList());
        this.setsDiffer = DSL.or(first.columns().stream()
                .filter(TableComparison::isSet)
                .map(this::differs)
                .toList());
    }

    ViewComparison result() {
        long added = dsl.fetchCount(dsl.selectOne()
                .from(after)
                .whereNotExists(dsl.selectOne().from(before).where(sameRow)));
        long gone = dsl.fetchCount(dsl.selectOne()
                .from(before)
                .whereNotExists(dsl.selectOne().from(after).where(sameRow)));
        long different = dsl.fetchCount(
                dsl.selectOne().from(before).join(after).on(sameRow).where(scalarsDiffer));
        List<UUID> ofSets = idsWithDifferentSets();
        return new ViewComparison(first.type().resource(), added, gone, different + ofSets.size(), samples(ofSets));
    }

    private List<UUID> idsWithDifferentSets() {
        List<UUID> ids = new ArrayList<>();
        List<Field<?>> sets =
                first.columns().stream().filter(TableComparison::isSet).toList();
        if (sets.isEmpty()) {
            return ids;
        }
        List<Field<?>> selected = new ArrayList<>(List.of(of(before, first.id())));
        sets.forEach(set -> selected.add(of(before, set)));
        sets.forEach(set -> selected.add(of(after, set)));
        try (Cursor<Record> rows = dsl.select(selected)
                .from(before)
                .join(after)
                .on(sameRow)
                .where(setsDiffer, DSL.not(scalarsDiffer))
                .fetchSize(1_000)
                .fetchLazy()) {
            for (Record row : rows) {
                for (int at = 1; at <= sets.size(); at++) {
                    if (!Objects.equals(comparable(row.get(at)), comparable(row.get(at + sets.size())))) {
                        ids.add((UUID) row.get(0));
                        break;
                    }
                }
            }
        }
        return ids;
    }

    private List<RowDifference> samples(List<UUID> ofSets) {
        List<UUID> different = Stream.concat(
                        ids(dsl.select(of(before, first.id()))
                                .from(before)
                                .join(after)
                                .on(sameRow)
                                .where(scalarsDiffer)
                                .limit(MAX_SAMPLES)),
                        ofSets.stream())
                .toList();
        Stream<UUID> added = ids(dsl.select(of(after, first.id()))
                .from(after)
                .whereNotExists(dsl.selectOne().from(before).where(sameRow))
                .limit(MAX_SAMPLES));
        Stream<UUID> gone = ids(dsl.select(of(before, first.id()))
                .from(before)
                .whereNotExists(dsl.selectOne().from(after).where(sameRow))
                .limit(MAX_SAMPLES));
        List<UUID> ids = Stream.of(different.stream(), added, gone)
                .flatMap(some -> some)
                .limit(MAX_SAMPLES)
                .toList();
        Map<UUID, Record> olds = rows(first, ids);
        Map<UUID, Record> news = rows(second, ids);
        return ids.stream()
                .map(id -> difference(id, olds.get(id), news.get(id)))
                .toList();
    }

    private static Stream<UUID> ids(ResultQuery<? extends Record> query) {
        return query.fetch(row -> (UUID) row.get(0)).stream();
    }

    private Map<UUID, Record> rows(ViewTable<?> table, List<UUID> ids) {
        return dsl.select(table.columns()).from(table.table()).where(table.id().in(ids)).fetch().stream()
                .collect(Collectors.toMap(row -> (UUID) row.get(table.id()), row -> row));
    }

    private RowDifference difference(UUID id, @Nullable Record old, @Nullable Record now) {
        List<FieldDifference> fields = new ArrayList<>();
        for (Field<?> column : second.columns()) {
            boolean isCompared = first.columns().contains(column);
            Object oldValue = old == null || !isCompared ? null : comparable(old.get(column.getName()));
            Object newValue = now == null ? null : comparable(now.get(column.getName()));
            if (!Objects.equals(oldValue, newValue) && (isCompared || old == null)) {
                fields.add(new FieldDifference(second.fieldName(column), oldValue, newValue));
            }
        }
        Kind kind = old == null ? Kind.NEW : now == null ? Kind.GONE : Kind.DIFFERENT;
        return new RowDifference(id, kind, fields);
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        return value instanceof Object[] elements
                ? Arrays.stream(elements).map(String::valueOf).sorted().toList()
                : value;
    }

    private Condition differs(Field<?> column) {
        return of(before, column).isDistinctFrom(of(after, column));
    }

    @SuppressWarnings("unchecked") // only compared
    private static Field<Object> of(Table<Record> table, Field<?> column) {
        return (Field<Object>) DSL.field(DSL.name(table.getName(), column.getName()), column.getDataType());
    }

    private static boolean isSet(Field<?> column) {
        return column.getType().isArray();
    }
}
