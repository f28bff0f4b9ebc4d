package io.fluvius.eventstore.log;

import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Inserts events and receipts in batches. Belongs to one transaction. */
final class ImportBatch implements AutoCloseable {

    private static final int SIZE = 1_000;

    private final PreparedStatement events;
    private final PreparedStatement receipts;
    /** The commands whose receipts were added: their number is small, because receipts are purged by age. */
    private final Set<UUID> commands = new HashSet<>();

    private int added;
    private long lastPosition = -1;

    ImportBatch(Connection connection) throws SQLException {
        List<Field<?>> columns = Stream.concat(
                        Stream.of(EventStoreTables.INDEX), EventStoreTables.EVENT_COLUMNS.stream())
                .toList();
        events = connection.prepareStatement(insert(EventStoreTables.EVENTS, columns));
        receipts = connection.prepareStatement(insert(EventStoreTables.RECEIPTS, EventStoreTables.RECEIPT_COLUMNS));
    }

    /** The position of the last event; -1 when there was none. */
    long lastPosition() {
        return lastPosition;
    }

    void add(LoggedEvent row) {
        StoredEvent event = row.event();
        lastPosition = row.position();
        add(
                events,
                row.position(),
                event.id(),
                event.aggregate(),
                event.sequence(),
                event.type(),
                event.time(),
                event.payloadType(),
                event.revision(),
                event.payload(),
                event.metaData());
    }

    void add(LoggedReceipt receipt) {
        if (commands.add(receipt.commandId())) {
            add(
                    receipts,
                    receipt.commandId(),
                    receipt.command(),
                    receipt.resource(),
                    receipt.aggregate(),
                    receipt.version(),
                    receipt.position(),
                    receipt.error(),
                    receipt.fingerprint(),
                    receipt.handledAt().atOffset(ZoneOffset.UTC));
        }
    }

    /** Writes the rows that were added since the latest write. */
    void write() throws SQLException {
        added = 0;
        events.executeBatch();
        receipts.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        events.close();
        receipts.close();
    }

    private void add(PreparedStatement statement, @Nullable Object... values) {
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

    private static String insert(Table<?> table, List<Field<?>> columns) {
        return "insert into " + table.getName() + " ("
                + columns.stream().map(Field::getName).collect(Collectors.joining(", ")) + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }
}
