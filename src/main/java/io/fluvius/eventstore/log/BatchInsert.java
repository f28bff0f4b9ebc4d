package io.fluvius.eventstore.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Inserts rows into a table in batches. Belongs to one transaction. */
final class BatchInsert implements AutoCloseable {

    private static final int SIZE = 1_000;

    private final PreparedStatement statement;
    private int added;

    BatchInsert(Connection connection, Table<?> table, List<Field<?>> columns) throws SQLException {
        statement = connection.prepareStatement("insert into " + table.getName() + " ("
                + columns.stream().map(Field::getName).collect(Collectors.joining(", ")) + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")");
    }

    /** @param values in the order of the columns */
    void add(@Nullable Object... values) {
        try {
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            statement.addBatch();
            if (++added == SIZE) {
                write();
            }
        } catch (SQLException failure) {
            throw new DataAccessException("A row cannot be stored", failure);
        }
    }

    /** Writes the rows that were added since the latest write. */
    void write() throws SQLException {
        added = 0;
        statement.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
