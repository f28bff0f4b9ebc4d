package io.fluvius.eventstore;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fills the parameters of a statement one after the other, each with what a list has in common. Used by one thread. */
final class ArrayParameters {

    private final PreparedStatement statement;
    private int last;

    ArrayParameters(PreparedStatement statement) {
        this.statement = statement;
    }

    <R> void texts(List<R> rows, Function<R, @Nullable String> column) throws SQLException {
        array("text", rows.stream().map(column).toArray(String[]::new));
    }

    <R> void numbers(List<R> rows, Function<R, @Nullable Long> column) throws SQLException {
        array("bigint", rows.stream().map(column).toArray(Long[]::new));
    }

    <R> void ids(List<R> rows, Function<R, UUID> column) throws SQLException {
        array("uuid", rows.stream().map(column).toArray(UUID[]::new));
    }

    void time(Instant time) throws SQLException {
        statement.setObject(++last, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    private void array(String type, Object[] elements) throws SQLException {
        statement.setArray(++last, statement.getConnection().createArrayOf(type, elements));
    }
}
