package io.fluvius.eventstore.log;

import io.fluvius.database.SqlFailure;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.CollectedValues;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.messaging.MetaData;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores a whole log into an event store that is empty, in one transaction: after a failure, or a kill at any moment, the store is
 * as empty as before. Events keep their positions, and later ones continue after them. Unique values are derived from the
 * events. No append is written meanwhile, on this node or another. Safe for use by many threads.
 */
public final class LogImport {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final DataSource dataSource;
    private final SQLDialect dialect;
    private final Map<String, UnaryOperator<String>> forms;
    private final Consumer<Runnable> exclusively;
    private final JsonMapper json = StoredJson.mapper();

    /**
     * Creates an instance.
     *
     * @param forms the present forms of unique values, see {@link CollectedValues}
     * @param exclusively runs an action while this node writes no append
     */
    public LogImport(
            DataSource dataSource,
            SQLDialect dialect,
            Map<String, UnaryOperator<String>> forms,
            Consumer<Runnable> exclusively) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.forms = forms;
        this.exclusively = exclusively;
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

    /** The rows cannot be stored; the message is one sentence for a person. */
    @SuppressWarnings("serial")
    public static final class RefusedException extends RuntimeException {
        RefusedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** What makes it impossible to import: the store contains rows. Empty when the store is empty. */
    public Optional<String> obstacle() {
        try (Connection connection = dataSource.getConnection()) {
            return obstacle(DSL.using(connection, dialect));
        } catch (SQLException failure) {
            throw new DataAccessException("The event store cannot be read", failure);
        }
    }

    /** What is to be done around an import, while no append is written. */
    public interface Preparation extends AutoCloseable {

        /** A last action in the transaction. */
        void beforeCommit(DSLContext transaction);

        /** Called when the transaction has ended, whether it was committed or not. */
        @Override
        void close();
    }

    /**
     * Stores a log.
     *
     * @param prepare called when no append is written any more
     * @throws RefusedException if the store is not empty, or the database refuses a row
     * @throws IOException thrown by the source
     */
    public void run(Source source, Supplier<Preparation> prepare) throws IOException {
        IOException[] failure = new IOException[1];
        exclusively.accept(() -> {
            try (Preparation preparation = prepare.get()) {
                store(source, preparation::beforeCommit);
            } catch (IOException unreadable) {
                failure[0] = unreadable;
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private void store(Source source, Consumer<DSLContext> beforeCommit) throws IOException {
        // the pool rolls back what a failure leaves open
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                store(source, connection, DSL.using(connection, dialect), beforeCommit);
                connection.commit();
            } finally {
                connection.rollback();
            }
        } catch (SQLException failure) {
            throw exception(failure);
        } catch (DataAccessException failure) {
            throw exception(
                    Optional.ofNullable(failure.getCause(SQLException.class)).orElseThrow(() -> failure));
        } catch (CollectedValues.CollisionException collision) {
            throw new RefusedException(String.valueOf(collision.getMessage()), collision);
        }
    }

    private void store(Source source, Connection connection, DSLContext dsl, Consumer<DSLContext> beforeCommit)
            throws IOException, SQLException {
        if (dialect == SQLDialect.POSTGRES) {
            dsl.execute("set local lock_timeout = '10s'");
            dsl.fetch("select " + EventStoreTables.APPEND_LOCK);
        }
        Optional<String> obstacle = obstacle(dsl);
        if (obstacle.isPresent()) {
            throw new RefusedException(obstacle.get(), null);
        }
        CollectedValues values = new CollectedValues(dsl, forms);
        try (ImportBatch batch = new ImportBatch(connection)) {
            source.writeTo(new Target() {
                @Override
                public void add(LoggedEvent event) {
                    batch.add(event);
                    collect(event.event(), values);
                }

                @Override
                public void add(LoggedReceipt receipt) {
                    batch.add(receipt);
                }
            });
            batch.write();
            values.replaceStored();
            beforeCommit.accept(dsl);
            if (batch.lastPosition() >= 0) {
                continueAfter(batch.lastPosition(), dsl);
            }
        }
    }

    /** Most events claim nothing, and their metadata need not be parsed. */
    private void collect(StoredEvent event, CollectedValues values) {
        if (ClaimMetadata.mayBeIn(event.metaData())) {
            try {
                values.add(
                        MetaData.from(json.readValue(event.metaData(), MEMBERS)), UUID.fromString(event.aggregate()));
            } catch (JacksonException | IllegalArgumentException malformed) {
                throw new RefusedException("The claims of the event " + event.id() + " cannot be read.", malformed);
            }
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
