package io.fluvius.projection.sql;

import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewType;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Cursor;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the records of a view from rows whose columns are the fields of the view, in order. It reads the columns from
 * the JDBC driver by index: creating jOOQ records first would take longer than a short query itself. Immutable.
 */
final class RowReader<V extends java.lang.Record> {

    private final ViewType<V> type;
    private final List<Column> columns;

    RowReader(ViewType<V> type) {
        this.type = type;
        this.columns = type.fields().stream().map(field -> column(field.type())).toList();
    }

    /** Executes a query and returns its rows. */
    List<V> fetch(ResultQuery<?> query) {
        List<V> found = new ArrayList<>();
        try (Cursor<?> cursor = query.fetchLazy()) {
            ResultSet row = cursor.resultSet();
            while (row.next()) {
                found.add(read(row));
            }
            return found;
        } catch (SQLException failure) {
            throw new DataAccessException("Cannot read rows of " + type.table(), failure);
        }
    }

    private V read(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int at = 0; at < columns.size(); at++) {
            values.add(columns.get(at).value(row, at + 1));
        }
        return type.create(values);
    }

    private static Column column(FieldType type) {
        return switch (type) {
            case TEXT, ENUM -> ResultSet::getString;
            case INTEGER -> (row, index) -> orNull(row, row.getLong(index));
            case NUMBER -> ResultSet::getBigDecimal;
            case DATE_TIME -> (row, index) -> instant(row.getObject(index, OffsetDateTime.class));
            case DATE -> (row, index) -> localDate(row.getDate(index));
            case BOOLEAN -> (row, index) -> orNull(row, row.getBoolean(index));
            case UUID -> (row, index) -> row.getObject(index, UUID.class);
            case TEXT_SET -> (row, index) -> set(row.getArray(index));
        };
    }

    private static @Nullable Object orNull(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static @Nullable Object instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** Reads the type that jOOQ binds: H2 shifts dates before 1582 when it stores one, and shifts them back here. */
    private static @Nullable Object localDate(@Nullable Date date) {
        return date == null ? null : date.toLocalDate();
    }

    private static @Nullable Object set(@Nullable Array array) throws SQLException {
        return array == null ? null : Set.of((Object[]) array.getArray());
    }

    /** Reads one column of the current row as the type of its field. */
    private interface Column {
        @Nullable Object value(ResultSet row, int index) throws SQLException;
    }
}
