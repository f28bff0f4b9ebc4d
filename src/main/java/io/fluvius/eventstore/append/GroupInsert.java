package io.fluvius.eventstore.append;

import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.personal.PersonalKeyTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;

/** Inserts a group of appends into a database. Safe for use by many threads. */
interface GroupInsert {

    /**
     * How long a group waits for a row that another transaction has locked, in milliseconds. Far longer than such a
     * transaction takes. All commands wait meanwhile; after the timeout each append of the group is tried alone.
     */
    int LOCK_TIMEOUT = 200;

    String INSERT_UNIQUE_VALUE = insertInto(EventStoreTables.UNIQUE_VALUES, EventStoreTables.UNIQUE_VALUE_COLUMNS);
    String INSERT_EVENT = insertInto(EventStoreTables.EVENTS, EventStoreTables.EVENT_COLUMNS);
    String INSERT_RECEIPT = insertInto(EventStoreTables.RECEIPTS, EventStoreTables.RECEIPT_COLUMNS);

    String INSERT_PERSONAL_KEY = insertInto(
            PersonalKeyTables.KEYS,
            List.of(PersonalKeyTables.PERSON, PersonalKeyTables.DATA_KEY, PersonalKeyTables.MASTER_KEY));

    /** The global index of the last event, as an expression; -1 when there is no event. */
    String HEAD = "coalesce((select max(global_index) from domain_event), -1)";

    /**
     * Writes all of a group in one transaction, or nothing. When this returns, the group is durable and each append has its
     * position. Events become visible in the order of their indexes, also when several nodes write: an index that is missing
     * below a visible one never appears later.
     *
     * @param connection of a pool, in auto-commit mode
     * @throws SQLException when the transaction fails; after a duplicate key, one of the appends cannot be written
     */
    void write(Connection connection, List<Append> group) throws SQLException;

    /**
     * Writes a group like {@link #write}, but without the appends that claim taken values or repeat commands. Takes longer than
     * {@link #write}, but far less time than a transaction that fails.
     *
     * @return the exceptions of the appends that are not written; mutable
     * @throws SQLException as for {@link #write}, also because of other conflicts
     */
    Map<Append, RuntimeException> writeAcceptable(Connection connection, List<Append> group) throws SQLException;

    static GroupInsert of(SQLDialect dialect, ProblemCodec problems) {
        return dialect == SQLDialect.POSTGRES ? new PostgresGroupInsert(problems) : new BatchedGroupInsert(problems);
    }

    private static String insertInto(Table<?> table, List<Field<?>> columns) {
        return "insert into " + table.getName() + " ("
                + columns.stream().map(Field::getName).collect(Collectors.joining(", ")) + ")";
    }
}
