package io.fluvius.eventstore.log;

import io.fluvius.eventstore.schema.EventStoreTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Inserts receipts, of which the first one of a command counts. Belongs to one transaction. */
final class ReceiptImport implements AutoCloseable {

    private final BatchInsert rows;
    /** The commands whose receipts were added: their number is limited, because receipts are purged by age. */
    private final Set<UUID> commands = new HashSet<>();

    ReceiptImport(Connection connection) throws SQLException {
        rows = new BatchInsert(connection, EventStoreTables.RECEIPTS, EventStoreTables.RECEIPT_COLUMNS);
    }

    void add(LoggedReceipt receipt) {
        if (commands.add(receipt.commandId())) {
            rows.add(
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

    void write() throws SQLException {
        rows.write();
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
