package io.fluvius.eventstore.log;

import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Stores imported events in the database, in the transaction of the import, so that an import is never incomplete. */
public record DatabaseEvents(DataSource dataSource, SQLDialect dialect, PersonalEvents personal)
        implements EventDestination {

    private static final List<Field<?>> COLUMNS = Stream.concat(
                    Stream.of(EventStoreTables.INDEX), EventStoreTables.EVENT_COLUMNS.stream())
            .toList();

    /** {@link LogImport} examines all tables itself. */
    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public void begin() {
        // the transaction is all that is needed
    }

    @Override
    public Import open(Connection transaction, Consumer<LoggedReceipt> receipts) throws SQLException {
        return new Rows(
                new BatchInsert(transaction, EventStoreTables.EVENTS, COLUMNS),
                new ImportedKeys(transaction, personal.newKeys()),
                transaction);
    }

    @Override
    public void end() {
        // the transaction was all that was needed
    }

    @Override
    public double shareOfReading() {
        return 1;
    }

    @Override
    public boolean isIncomplete() {
        return false;
    }

    private final class Rows implements Import {

        private final BatchInsert rows;
        private final ImportedKeys keys;
        private final Connection transaction;
        private final List<StoredEvent> erasing = new ArrayList<>();
        private long last = -1;

        Rows(BatchInsert rows, ImportedKeys keys, Connection transaction) {
            this.transaction = transaction;
            this.rows = rows;
            this.keys = keys;
        }

        @Override
        public void add(LoggedEvent logged) {
            StoredEvent event = encrypted(logged.event());
            if (personal.erases(event)) {
                erasing.add(event);
            }
            last = logged.position();
            rows.add(
                    logged.position(),
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

        private StoredEvent encrypted(StoredEvent event) {
            try {
                return personal.encrypt(event, keys);
            } catch (IllegalArgumentException | IllegalStateException unsupported) {
                throw new LogImport.RefusedException(
                        "The personal data in the event " + event.id() + " cannot be encrypted.", unsupported);
            }
        }

        @Override
        public void end() throws SQLException {
            rows.write();
            keys.write();
            for (StoredEvent event : erasing) {
                personal.eraseImported(event, DSL.using(transaction, dialect));
            }
        }

        @Override
        public void store(DSLContext transaction, DoubleConsumer progress) throws SQLException {
            if (last >= 0) {
                continueAfter(last, transaction);
            }
        }

        @Override
        public void committed() {
            // that was all
        }

        @Override
        public void close() throws SQLException {
            rows.close();
            keys.close();
        }
    }

    /**
     * Makes the database number the next event after the imported ones. H2 would end the transaction with this statement, so it
     * runs on a connection of its own; if the transaction fails, the next position is merely a higher one.
     */
    private void continueAfter(long position, DSLContext transaction) throws SQLException {
        if (dialect == SQLDialect.POSTGRES) {
            transaction.fetch(
                    "select setval(pg_get_serial_sequence('domain_event', 'global_index'), " + position + ")");
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            DSL.using(connection, dialect)
                    .execute("alter table domain_event alter column global_index restart with " + (position + 1));
        }
    }
}
