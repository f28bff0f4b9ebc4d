package io.fluvius.eventstore.log;

import io.fluvius.database.SqlFailure;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.CollectedValues;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Stores a whole log into an event store that is empty, in one transaction of the database: after a failure, or a kill at any moment, the
 * database is as empty as before. Events keep their positions, and later ones continue after them. Unique values are derived from the
 * events. No append is written meanwhile. Safe for use by many threads.
 */
public final class LogImport {

    private final DataSource dataSource;
    private final SQLDialect dialect;
    private final Map<String, UnaryOperator<String>> forms;
    private final ImportGate gate;
    private final EventDestination events;
    private final boolean hasTenants;

    /**
     * @param forms the present forms of unique values, see {@link CollectedValues}
     * @param gate what every write of this node passes
     * @param events where events are stored
     * @param hasTenants whether events can belong to other tenants than the main one
     */
    public LogImport(
            DataSource dataSource,
            SQLDialect dialect,
            Map<String, UnaryOperator<String>> forms,
            ImportGate gate,
            EventDestination events,
            boolean hasTenants) {
        this.dataSource = dataSource;
        this.hasTenants = hasTenants;
        this.dialect = dialect;
        this.forms = forms;
        this.gate = gate;
        this.events = events;
    }

    /** The log that is stored. */
    @FunctionalInterface
    public interface Source {
        /** Passes each row to the target. When this throws, nothing is stored. */
        void writeTo(Target target) throws IOException;
    }

    /** Receives the rows. */
    public interface Target {
        void add(LoggedEvent event);

        /** Adds a receipt. One of a command that has a receipt already is ignored, because the first outcome stays. */
        void add(LoggedReceipt receipt);
    }

    /** The rows cannot be stored; the message is a sentence for a person. */
    @SuppressWarnings("serial")
    public static final class RefusedException extends RuntimeException {
        public RefusedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** A part of the log is stored, and the rest is not. The node handles no command until the same log is imported again. */
    @SuppressWarnings("serial")
    public static final class IncompleteException extends RuntimeException {
        IncompleteException(Exception cause) {
            super(cause);
        }
    }

    /** What makes it impossible to import: the store contains rows. Empty when the store is empty. */
    public Optional<String> obstacle() {
        try (Connection connection = dataSource.getConnection()) {
            return obstacle(DSL.using(connection, dialect)).or(events::obstacle);
        } catch (SQLException failure) {
            throw new DataAccessException("The event store cannot be read", failure);
        }
    }

    /** See {@link EventDestination#shareOfReading}. */
    public double shareOfReading() {
        return events.shareOfReading();
    }

    /** What is to be done around an import, while no append is written. */
    public interface Preparation extends AutoCloseable {

        /** A first action in the transaction. */
        void afterBegin(DSLContext transaction);

        /** A last action in the transaction, before events are stored that are not part of it. */
        void beforeCommit(DSLContext transaction);

        /** Called when the transaction has ended, whether it was committed or not, unless the import is incomplete. */
        @Override
        void close();
    }

    /**
     * Stores a log.
     *
     * @param prepare called when no append is written any more
     * @param progress receives the share of the events that are stored, from 0 to 1, after the source has passed all of them
     * @throws RefusedException if the store is not empty, or refuses a row
     * @throws IncompleteException if events are stored, but not all of them
     * @throws IOException thrown by the source
     */
    public void run(Source source, Supplier<Preparation> prepare, DoubleConsumer progress) throws IOException {
        gate.close();
        try {
            run(source, prepare.get(), progress);
        } finally {
            if (!events.isIncomplete()) {
                gate.open();
            }
        }
    }

    private void run(Source source, Preparation preparation, DoubleConsumer progress) throws IOException {
        try {
            store(source, preparation, progress);
        } finally {
            if (!events.isIncomplete()) {
                try {
                    events.end();
                } finally {
                    preparation.close();
                }
            }
        }
    }

    private void store(Source source, Preparation preparation, DoubleConsumer progress) throws IOException {
        // the pool rolls back what a failure leaves open
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            store(source, connection, preparation, progress);
        } catch (SQLException failure) {
            throw exception(failure);
        } catch (DataAccessException failure) {
            throw exception(
                    Optional.ofNullable(failure.getCause(SQLException.class)).orElseThrow(() -> failure));
        }
    }

    private void store(Source source, Connection connection, Preparation preparation, DoubleConsumer progress)
            throws IOException, SQLException {
        DSLContext dsl = DSL.using(connection, dialect);
        if (dialect == SQLDialect.POSTGRES) {
            dsl.execute("set local lock_timeout = '10s'");
            dsl.fetch("select " + EventStoreTables.APPEND_LOCK);
        }
        Optional<String> obstacle = obstacle(dsl);
        if (obstacle.isPresent()) {
            throw new RefusedException(obstacle.get(), null);
        }
        preparation.afterBegin(dsl);
        // before the first write, for which others might have to wait
        events.begin();
        ImportedValues values = new ImportedValues(dsl, forms);
        try (ReceiptImport receipts = new ReceiptImport(connection);
                EventDestination.Import stored = events.open(connection, receipts::add)) {
            source.writeTo(new Target() {
                @Override
                public void add(LoggedEvent event) {
                    if (!hasTenants && event.namesTenant()) {
                        throw new RefusedException("The log has tenants, but fluvius.tenants.enabled is false", null);
                    }
                    stored.add(event);
                    values.add(event.event());
                }

                @Override
                public void add(LoggedReceipt receipt) {
                    receipts.add(receipt);
                }
            });
            stored.end();
            receipts.write();
            values.store();
            preparation.beforeCommit(dsl);
            commit(stored, dsl, connection, progress);
        }
    }

    private void commit(EventDestination.Import stored, DSLContext dsl, Connection connection, DoubleConsumer progress)
            throws IOException, SQLException {
        try {
            stored.store(dsl, progress);
            connection.commit();
        } catch (RefusedException refused) {
            throw refused;
        } catch (IOException | SQLException | RuntimeException failure) {
            if (events.isIncomplete()) {
                throw new IncompleteException(failure);
            }
            throw failure;
        }
        stored.committed();
    }

    private static Optional<String> obstacle(DSLContext dsl) {
        return Stream.of(EventStoreTables.EVENTS, EventStoreTables.UNIQUE_VALUES, EventStoreTables.RECEIPTS)
                .filter(dsl::fetchExists)
                .findFirst()
                .map(LogImport::contains);
    }

    private static String contains(Table<?> table) {
        String rows = table == EventStoreTables.EVENTS
                ? "events"
                : table == EventStoreTables.RECEIPTS ? "receipts of commands" : "unique values";
        return "The store is not empty, because it contains " + rows
                + "; a log can be imported into an empty store only.";
    }

    private static RuntimeException exception(SQLException failure) {
        return switch (SqlFailure.of(failure)) {
            case DUPLICATE_KEY ->
                new RefusedException(
                        "Two of the events have the same identifier, or the same sequence number of an aggregate.",
                        failure);
            case REFUSED -> new RefusedException("The database refuses one of the rows.", failure);
            default -> new DataAccessException("The log cannot be stored", failure);
        };
    }
}
