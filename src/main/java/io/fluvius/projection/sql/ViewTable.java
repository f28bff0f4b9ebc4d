package io.fluvius.projection.sql;

import io.fluvius.domain.Tenant;
import io.fluvius.domain.Text;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The table of a view. It has a column for each field and, for each text column, a second column {@code <name>_folded}
 * with the case-folded text. Immutable.
 */
public final class ViewTable<V extends java.lang.Record> {

    /** The end of the name of the table into which a view is rebuilt. */
    public static final String SECOND = "_next";

    /** The column with the name of the tenant, in a store that has tenants. No field of a view has a name with an underscore at its end. */
    public static final Field<String> TENANT = DSL.field(DSL.name("tenant_"), SQLDataType.VARCHAR);

    private final ViewType<V> type;
    private final boolean hasTenants;
    private final Set<ViewField> missing;
    private final Table<Record> table;
    private final Map<ViewField, Field<Object>> columns = new LinkedHashMap<>();
    private final Map<ViewField, Field<String>> folded = new LinkedHashMap<>();
    private final RowReader<V> reader;

    public ViewTable(ViewType<V> type) {
        this(type, type.table(), Set.of(), false);
    }

    /** The same table with a column that contains the tenant of each row. */
    public ViewTable<V> withTenants() {
        return new ViewTable<>(type, name(), missing, true);
    }

    private ViewTable(ViewType<V> type, String name, Set<ViewField> missing, boolean hasTenants) {
        this.type = type;
        this.hasTenants = hasTenants;
        this.missing = Set.copyOf(missing);
        this.table = DSL.table(DSL.name(name));
        this.reader = new RowReader<>(type);
        for (ViewField field : type.fields()) {
            columns.put(field, column(field.column(), columnType(field.type())));
            if (field.type() == FieldType.TEXT) {
                folded.put(field, DSL.field(DSL.name(field.column() + "_folded"), SQLDataType.VARCHAR));
            }
        }
    }

    public ViewType<V> type() {
        return type;
    }

    public Table<Record> table() {
        return table;
    }

    public String name() {
        return table.getName();
    }

    /** The table into which the rows of the view are rebuilt while this one serves. */
    public ViewTable<V> second() {
        return new ViewTable<>(type, type.table() + SECOND, Set.of(), hasTenants);
    }

    /** The same table, which lacks the columns of new fields until the view has been rebuilt. These fields have no value. */
    public ViewTable<V> without(Set<ViewField> fields) {
        return new ViewTable<>(type, name(), fields, hasTenants);
    }

    /** Whether each row has a tenant. */
    public boolean hasTenants() {
        return hasTenants;
    }

    /** The condition for those rows of a tenant that match another condition. Every statement about rows of a view has it. */
    public Condition of(Tenant tenant, Condition condition) {
        return hasTenants ? condition.and(TENANT.eq(tenant.name())) : condition;
    }

    /**
     * The order of rows of one tenant: H2 recognizes that an index has them in order only if the order begins with the first column of
     * the index, in the same direction.
     */
    List<SortField<?>> ordered(SQLDialect dialect, List<SortField<?>> order) {
        if (!hasTenants || dialect.family() != SQLDialect.H2 || order.isEmpty()) {
            return order;
        }
        List<SortField<?>> all = new ArrayList<>(order);
        all.addFirst(TENANT.sort(order.getFirst().getOrder()));
        return all;
    }

    /** Whether the table lacks columns of the record. */
    public boolean isIncomplete() {
        return !missing.isEmpty();
    }

    /** Every column of the table. */
    public List<Field<?>> columns() {
        List<Field<?>> all = new ArrayList<>();
        columns.forEach((field, column) -> addPresent(field, column, all));
        folded.forEach((field, column) -> addPresent(field, column, all));
        if (hasTenants) {
            all.add(TENANT);
        }
        return all;
    }

    private void addPresent(ViewField field, Field<?> column, List<Field<?>> present) {
        if (!missing.contains(field)) {
            present.add(column);
        }
    }

    /** The name of the field that a column holds, with {@code Folded} for the folded text of a field. */
    public String fieldName(Field<?> column) {
        if (column.equals(TENANT)) {
            return Tenant.KEY;
        }
        return columns.entrySet().stream()
                .filter(it -> it.getValue().equals(column))
                .map(it -> it.getKey().name())
                .findFirst()
                .orElseGet(() -> folded.entrySet().stream()
                        .filter(it -> it.getValue().equals(column))
                        .map(it -> it.getKey().name() + "Folded")
                        .findFirst()
                        .orElseThrow());
    }

    Field<Object> column(ViewField field) {
        requirePresent(field);
        return Objects.requireNonNull(columns.get(field), field.name());
    }

    Field<String> folded(ViewField field) {
        requirePresent(field);
        return Objects.requireNonNull(folded.get(field), field.name());
    }

    private void requirePresent(ViewField field) {
        if (missing.contains(field)) {
            throw Problem.of(
                            ProblemCode.WRONG_STATE,
                            "The field " + field.name()
                                    + " is new, and its view is being rebuilt; until then, no query can"
                                    + " filter or sort by it")
                    .asException();
        }
    }

    public Field<Object> id() {
        return column(type.field("id").orElseThrow());
    }

    /** The column with the identifier of the aggregate to which a row belongs. */
    public Field<Object> aggregate() {
        return column(type.aggregateField());
    }

    /** The columns of the record, in the order of its components. */
    public List<Field<?>> selected() {
        List<Field<?>> selected = new ArrayList<>();
        columns.forEach(
                (field, column) -> selected.add(missing.contains(field) ? DSL.castNull(column.getDataType()) : column));
        return selected;
    }

    /** Every column of the table with the value to store for a new row. */
    public Map<Field<?>, @Nullable Object> values(Tenant tenant, V row) {
        Map<Field<?>, @Nullable Object> values = values(row);
        if (hasTenants) {
            values.put(TENANT, tenant.name());
        }
        return values;
    }

    /** Every column of the record with the value to store for a row. */
    public Map<Field<?>, @Nullable Object> values(V row) {
        Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();
        columns.forEach((field, column) -> values.put(column, stored(type.value(row, field))));
        folded.forEach((field, column) -> {
            String text = (String) type.value(row, field);
            values.put(column, text == null ? null : Text.folded(text));
        });
        missing.forEach(field -> {
            values.remove(columns.get(field));
            values.remove(folded.get(field));
        });
        return values;
    }

    /** Executes a statement that selects {@link #selected()}, and returns its rows. */
    public List<V> rows(ResultQuery<?> statement) {
        return reader.fetch(statement);
    }

    /** The elements of a set are stored in order, so that equal sets are equal arrays. */
    private static @Nullable Object stored(@Nullable Object value) {
        return value instanceof Set<?> set ? set.stream().sorted().toArray(String[]::new) : value;
    }

    @SuppressWarnings("unchecked")
    private static Field<Object> column(String name, DataType<?> type) {
        return (Field<Object>) DSL.field(DSL.name(name), type);
    }

    private static DataType<?> columnType(FieldType type) {
        return switch (type) {
            case TEXT, ENUM -> SQLDataType.VARCHAR;
            case INTEGER -> SQLDataType.BIGINT;
            case NUMBER -> SQLDataType.NUMERIC;
            case DATE_TIME -> SQLDataType.INSTANT;
            case DATE -> SQLDataType.LOCALDATE;
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case UUID -> SQLDataType.UUID;
            case TEXT_SET -> SQLDataType.VARCHAR.array();
        };
    }
}
