package io.fluvius.eventstore.append;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Binds the parameters of a statement one after the other. A parameter takes one column of a list of rows, as
 * {@link RowCount} selects them: nothing for no rows, a value for one row, an array for many. Used by one thread.
 */
final class ColumnBinder {

    private final PreparedStatement statement;
    private int parameter;

    ColumnBinder(PreparedStatement statement) {
        this.statement = statement;
    }

    <R> void bindTexts(List<R> rows, Function<R, @Nullable String> column) throws SQLException {
        bind(rows, column, "text", Types.VARCHAR, String[]::new);
    }

    <R> void bindNumbers(List<R> rows, Function<R, @Nullable Long> column) throws SQLException {
        bind(rows, column, "bigint", Types.BIGINT, Long[]::new);
    }

    <R> void bindIds(List<R> rows, Function<R, @Nullable UUID> column) throws SQLException {
        bind(rows, column, "uuid", Types.OTHER, UUID[]::new);
    }

    void bindTime(Instant time) throws SQLException {
        statement.setObject(++parameter, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    private <R, T extends @Nullable Object> void bind(
            List<R> rows, Function<R, T> column, String type, int code, IntFunction<T[]> array) throws SQLException {
        switch (RowCount.of(rows)) {
            case NONE -> {}
            case ONE -> statement.setObject(++parameter, column.apply(rows.getFirst()), code);
            case MANY ->
                statement.setArray(
                        ++parameter,
                        statement
                                .getConnection()
                                .createArrayOf(type, rows.stream().map(column).toArray(array)));
        }
    }
}
