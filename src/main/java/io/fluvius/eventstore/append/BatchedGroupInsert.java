package io.fluvius.eventstore.append;

import io.fluvius.eventstore.append.GroupRows.ReceiptRow;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ValueClaim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a group as one batch of statements per table, in a transaction. For H2, where a statement costs no round trip. */
final class BatchedGroupInsert implements GroupInsert {

    private static final String RELEASE = "delete from unique_value where scope = ? and content = ? and owner = ?";
    private static final String CLAIM = INSERT_UNIQUE_VALUE + " values (?, ?, ?)";
    private static final String APPEND = INSERT_EVENT + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String STORE_RECEIPT = INSERT_RECEIPT + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String[] GENERATED_COLUMNS = {EventStoreTables.INDEX.getName()};

    private final ProblemCodec problems;

    BatchedGroupInsert(ProblemCodec problems) {
        this.problems = problems;
    }

    @Override
    public void write(Connection connection, List<Append> group) throws SQLException {
        // the pool restores auto-commit when the connection is returned, and rolls back what a failure left open
        connection.setAutoCommit(false);
        execute(connection, RELEASE, GroupRows.releases(group), BatchedGroupInsert::bindClaim);
        execute(connection, CLAIM, GroupRows.claims(group), BatchedGroupInsert::bindClaim);
        Map<String, Long> positions = insertEvents(connection, GroupRows.events(group));
        insertReceipts(connection, GroupRows.receipts(group), positions);
        connection.commit();
        GroupRows.setPositions(group, positions);
    }

    /** Returns the global indexes by event identifier. */
    private static Map<String, Long> insertEvents(Connection connection, List<StoredEvent> events) throws SQLException {
        Map<String, Long> positions = new HashMap<>();
        if (events.isEmpty()) {
            return positions;
        }
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

    /** Adds the position of each successful command to the positions: without an event, the end of the stream. */
    private void insertReceipts(Connection connection, List<ReceiptRow> receipts, Map<String, Long> positions)
            throws SQLException {
        for (ReceiptRow row : receipts) {
            if (row.receipt().version() != null) {
                Long position = positions.get(String.valueOf(row.lastEventId()));
                positions.put(row.receipt().commandId().toString(), position == null ? head(connection) : position);
            }
        }
        execute(connection, STORE_RECEIPT, receipts, (statement, row) -> bindReceipt(statement, row, positions));
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

    private void bindReceipt(PreparedStatement statement, ReceiptRow row, Map<String, Long> positions)
            throws SQLException {
        bind(
                statement,
                row.receipt().commandId(),
                row.receipt().command(),
                row.receipt().aggregate().resource(),
                row.receipt().aggregate().id(),
                row.receipt().version(),
                positions.get(row.receipt().commandId().toString()),
                problems.encode(row.receipt().error()),
                row.receipt().fingerprint(),
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
