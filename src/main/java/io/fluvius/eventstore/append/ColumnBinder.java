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
 * Fills the parameters of a statement one after the other, each with a column of some rows, as {@link RowCount} selects
 * them: nothing for no rows, the value of one, an array of many. Used by one thread.
 */
final class ColumnBinder {

    private final PreparedStatement statement;
    private int last;

    ColumnBinder(PreparedStatement statement) {
        this.statement = statement;
    }

    <R> void texts(List<R> rows, Function<R, @Nullable String> column) throws SQLException {
        fill(rows, column, "text", Types.VARCHAR, String[]::new);
    }

    <R> void numbers(List<R> rows, Function<R, @Nullable Long> column) throws SQLException {
        fill(rows, column, "bigint", Types.BIGINT, Long[]::new);
    }

    <R> void ids(List<R> rows, Function<R, UUID> column) throws SQLException {
        fill(rows, column, "uuid", Types.OTHER, UUID[]::new);
    }

    void time(Instant time) throws SQLException {
        statement.setObject(++last, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    private <R, T extends @Nullable Object> void fill(
            List<R> rows, Function<R, T> column, String type, int code, IntFunction<T[]> array) throws SQLException {
        switch (RowCount.of(rows)) {
            case NONE -> {}
            case ONE -> statement.setObject(++last, column.apply(rows.getFirst()), code);
            case MANY ->
                statement.setArray(
                        ++last,
                        statement
                                .getConnection()
                                .createArrayOf(type, rows.stream().map(column).toArray(array)));
        }
    }
}
