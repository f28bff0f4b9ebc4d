package io.fluvius.eventstore.append;

import io.fluvius.eventstore.append.GroupRows.ReceiptRow;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.receipt.ProblemCodec;
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

/** A group as a batch of statements a table, in a transaction. For H2, where a statement costs no round trip. */
final class BatchedGroupInsert implements GroupInsert {

    private static final String RELEASE = "delete from unique_value where scope = ? and content = ? and owner = ?";
    private static final String CLAIM = "insert into unique_value (scope, content, owner) values (?, ?, ?)";
    private static final String APPEND = """
            insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type, time_stamp,
              payload_type, payload_revision, payload, meta_data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String KEEP = """
            insert into command_receipt (command_id, command, resource, aggregate_id, version, global_position, error,
              fingerprint, handled_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String HEAD = "select coalesce(max(global_index), -1) from domain_event";

    private final ProblemCodec problems;

    BatchedGroupInsert(ProblemCodec problems) {
        this.problems = problems;
    }

    @Override
    public void write(Connection connection, List<Append> group) throws SQLException {
        // the pool sets it back when it gets the connection, and rolls back what a failure left open
        connection.setAutoCommit(false);
        release(connection, GroupRows.releases(group));
        claim(connection, GroupRows.claims(group));
        Map<String, Long> positions = append(connection, GroupRows.events(group));
        keep(connection, GroupRows.receipts(group), positions);
        connection.commit();
        GroupRows.tell(group, positions);
    }

    private static void release(Connection connection, List<ValueClaim> releases) throws SQLException {
        batch(connection, RELEASE, releases, BatchedGroupInsert::claim);
    }

    private static void claim(Connection connection, List<ValueClaim> claims) throws SQLException {
        batch(connection, CLAIM, claims, BatchedGroupInsert::claim);
    }

    private static Map<String, Long> append(Connection connection, List<StoredEvent> events) throws SQLException {
        Map<String, Long> positions = new HashMap<>();
        if (events.isEmpty()) {
            return positions;
        }
        try (PreparedStatement statement = connection.prepareStatement(APPEND, new String[] {"global_index"})) {
            for (StoredEvent event : events) {
                event(statement, event);
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

    /** A command that was quiet stands where the events end. */
    private void keep(Connection connection, List<ReceiptRow> receipts, Map<String, Long> positions)
            throws SQLException {
        for (ReceiptRow row : receipts) {
            if (row.receipt().version() != null) {
                Long own = positions.get(String.valueOf(row.lastEvent()));
                positions.put(row.receipt().commandId().toString(), own == null ? head(connection) : own);
            }
        }
        batch(connection, KEEP, receipts, (statement, row) -> receipt(statement, row, positions));
    }

    private static Long head(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet head = statement.executeQuery(HEAD)) {
            head.next();
            return head.getLong(1);
        }
    }

    private static <R> void batch(Connection connection, String sql, List<R> rows, Filling<R> filling)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (R row : rows) {
                filling.fill(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void claim(PreparedStatement statement, ValueClaim claim) throws SQLException {
        fill(statement, claim.scope(), claim.value(), claim.owner());
    }

    private static void event(PreparedStatement statement, StoredEvent event) throws SQLException {
        fill(
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

    private void receipt(PreparedStatement statement, ReceiptRow row, Map<String, Long> positions) throws SQLException {
        fill(
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

    private static void fill(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
    }

    /** Puts a row into the parameters of a statement. */
    private interface Filling<R> {
        void fill(PreparedStatement statement, R row) throws SQLException;
    }
}
