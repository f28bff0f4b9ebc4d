package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.database.SqlFailure;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.personal.NewKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** Writes a group as one batch of statements per table, in a transaction. For H2, where a statement costs no round trip. */
final class BatchedGroupInsert implements GroupInsert {

    private static final String RELEASE = "delete from unique_value where scope = ? and content = ? and owner = ?";
    private static final String CLAIM = INSERT_UNIQUE_VALUE + " values (?, ?, ?)";
    private static final String KEEP = INSERT_PERSONAL_KEY + " values (?, ?, ?)";
    /** The row stays, so that no key is made for the person again. */
    private static final String ERASE =
            "merge into personal_key (person, data_key, master_key, forgotten_at) key (person) values (?, null, null, current_timestamp)";

    private static final String DROP_SNAPSHOTS = "delete from snapshot_event where aggregate_identifier = ?";
    private static final String APPEND = INSERT_EVENT + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String STORE_RECEIPT = INSERT_RECEIPT + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String FIND_RECEIPTS = "select 1 from command_receipt where command_id = any(?)";
    private static final String FIND_EVENTS = "select 1 from domain_event where event_identifier = any(?)";
    private static final String[] GENERATED_COLUMNS = {EventStoreTables.INDEX.getName()};

    private final ProblemCodec problems;

    BatchedGroupInsert(ProblemCodec problems) {
        this.problems = problems;
    }

    @Override
    public void write(Connection connection, List<Append> group) throws SQLException {
        GroupRows rows = GroupRows.of(group);
        // the pool restores auto-commit when the connection is returned, and rolls back what a failure left open
        connection.setAutoCommit(false);
        execute(connection, RELEASE, rows.releases(), BatchedGroupInsert::bindClaim);
        execute(connection, CLAIM, rows.claims(), BatchedGroupInsert::bindClaim);
        execute(connection, KEEP, rows.personalKeys(), BatchedGroupInsert::bindPersonalKey);
        execute(connection, ERASE, rows.erasures(), BatchedGroupInsert::bind);
        execute(connection, DROP_SNAPSHOTS, rows.erasures(), (statement, person) -> bind(statement, person.toString()));
        Map<String, Long> positions = insertEvents(connection, rows.events());
        insertReceipts(connection, rows.receipts(), positions);
        connection.commit();
        group.forEach(append -> append.setPositions(positions));
    }

    /** There is one writer, so what this reads is true until the commit. */
    @Override
    public Map<Append, RuntimeException> writeAcceptable(Connection connection, List<Append> group)
            throws SQLException {
        ConflictCheck check = ConflictCheck.of(connection, SQLDialect.H2, group);
        Map<Append, RuntimeException> refused = new IdentityHashMap<>();
        group.forEach(append -> check.conflictException(append).ifPresent(exception -> refused.put(append, exception)));
        write(
                connection,
                group.stream().filter(append -> !refused.containsKey(append)).toList());
        return refused;
    }

    /** Returns the global indexes by event identifier. */
    private static Map<String, Long> insertEvents(Connection connection, List<StoredEvent> events) throws SQLException {
        Map<String, Long> positions = new HashMap<>();
        if (events.isEmpty()) {
            return positions;
        }
        checkOutcomes(connection, FIND_RECEIPTS, events, GroupRows::command);
        try (PreparedStatement statement = connection.prepareStatement(APPEND, GENERATED_COLUMNS)) {
            for (StoredEvent event : events) {
                bindEvent(statement, event);
                statement.addBatch();
            }
            statement.executeBatch();
            try (ResultSet indexes = statement.getGeneratedKeys()) {
                for (StoredEvent event : events) {
                    indexes.next();
                    positions.put(event.id(), indexes.getLong(1));
                }
            }
        }
        return positions;
    }

    /** Adds the position of each successful command to the positions: the end of the stream. */
    private void insertReceipts(Connection connection, List<Receipt> receipts, Map<String, Long> positions)
            throws SQLException {
        if (receipts.isEmpty()) {
            return;
        }
        checkOutcomes(
                connection,
                FIND_EVENTS,
                receipts,
                receipt -> receipt.commandId().toString());
        for (Receipt receipt : receipts) {
            if (receipt.version() != null) {
                positions.put(receipt.commandId().toString(), head(connection));
            }
        }
        execute(connection, STORE_RECEIPT, receipts, (statement, row) -> bindReceipt(statement, row, positions));
    }

    /**
     * Checks that no command has another outcome already. There is one writer, so none is added before the commit.
     *
     * @throws SQLException as for a duplicate key
     */
    private static <R> void checkOutcomes(
            Connection connection, String query, List<R> rows, Function<R, @Nullable Object> id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, rows.stream().map(id).toArray());
            try (ResultSet found = statement.executeQuery()) {
                if (found.next()) {
                    throw new SQLException("A command of this group has an outcome", SqlFailure.UNIQUE_VIOLATION);
                }
            }
        }
    }

    private static Long head(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet head = statement.executeQuery("select " + HEAD)) {
            head.next();
            return head.getLong(1);
        }
    }

    private static <R> void execute(Connection connection, String sql, List<R> rows, RowBinder<R> binder)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (R row : rows) {
                binder.bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bindClaim(PreparedStatement statement, ValueClaim claim) throws SQLException {
        bind(statement, claim.scope(), claim.value(), claim.owner());
    }

    private static void bindPersonalKey(PreparedStatement statement, NewKey key) throws SQLException {
        bind(statement, key.person(), key.wrapped(), key.masterKey());
    }

    private static void bindEvent(PreparedStatement statement, StoredEvent event) throws SQLException {
        bind(
                statement,
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

    private void bindReceipt(PreparedStatement statement, Receipt receipt, Map<String, Long> positions)
            throws SQLException {
        bind(
                statement,
                receipt.commandId(),
                receipt.command(),
                receipt.aggregate().resource(),
                receipt.aggregate().id(),
                receipt.version(),
                positions.get(receipt.commandId().toString()),
                problems.encode(receipt.error()),
                receipt.fingerprint(),
                OffsetDateTime.ofInstant(Instant.now(), ZoneOffset.UTC));
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int index = 0; index < values.length; index++) {
            statement.setObject(index + 1, values[index]);
        }
    }

    /** Binds the parameters of a statement to a row. */
    private interface RowBinder<R> {
        void bind(PreparedStatement statement, R row) throws SQLException;
    }
}
