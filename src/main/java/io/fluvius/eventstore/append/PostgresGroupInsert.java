package io.fluvius.eventstore.append;

import io.fluvius.eventstore.append.GroupRows.ReceiptRow;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.unique.ValueClaim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A group as one statement that is its own transaction: one round trip, whatever the size. A receipt learns its position
 * from the events that the same statement inserts.
 */
final class PostgresGroupInsert implements GroupInsert {

    /**
     * For the connections: a statement is planned once, not whenever a group has another size. That plan stays when tables
     * which were empty then have grown, so it may not be one that reads all of a table.
     */
    static final String SESSION = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off";

    private final ProblemCodec problems;
    private final Map<GroupShape, String> statements = new ConcurrentHashMap<>();

    PostgresGroupInsert(ProblemCodec problems) {
        this.problems = problems;
    }

    @Override
    public void write(Connection connection, List<Append> group) throws SQLException {
        List<ValueClaim> releases = GroupRows.releases(group);
        List<ValueClaim> claims = GroupRows.claims(group);
        List<StoredEvent> events = GroupRows.events(group);
        List<ReceiptRow> receipts = GroupRows.receipts(group);
        GroupShape shape = GroupShape.of(releases, claims, events, receipts);
        if (shape.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(statements.computeIfAbsent(shape, GroupShape::sql))) {
            ColumnBinder parameters = new ColumnBinder(statement);
            claims(parameters, releases);
            claims(parameters, claims);
            events(parameters, events);
            receipts(parameters, receipts);
            GroupRows.tell(group, positions(statement));
        }
    }

    private static void claims(ColumnBinder parameters, List<ValueClaim> claims) throws SQLException {
        parameters.texts(claims, ValueClaim::scope);
        parameters.texts(claims, ValueClaim::value);
        parameters.ids(claims, ValueClaim::owner);
    }

    private static void events(ColumnBinder parameters, List<StoredEvent> events) throws SQLException {
        parameters.texts(events, StoredEvent::id);
        parameters.texts(events, StoredEvent::aggregate);
        parameters.numbers(events, StoredEvent::sequence);
        parameters.texts(events, StoredEvent::type);
        parameters.texts(events, StoredEvent::time);
        parameters.texts(events, StoredEvent::payloadType);
        parameters.texts(events, StoredEvent::revision);
        parameters.texts(events, StoredEvent::payload);
        parameters.texts(events, StoredEvent::metaData);
    }

    private void receipts(ColumnBinder parameters, List<ReceiptRow> receipts) throws SQLException {
        if (!receipts.isEmpty()) {
            parameters.time(Instant.now());
        }
        parameters.ids(receipts, row -> row.receipt().commandId());
        parameters.texts(receipts, row -> row.receipt().command());
        parameters.texts(receipts, row -> row.receipt().aggregate().resource());
        parameters.ids(receipts, row -> row.receipt().aggregate().id());
        parameters.numbers(receipts, row -> row.receipt().version());
        parameters.texts(receipts, row -> problems.encode(row.receipt().error()));
        parameters.texts(receipts, row -> row.receipt().fingerprint());
        parameters.texts(receipts, ReceiptRow::lastEvent);
    }

    /** By the identifiers of events and of commands. */
    private static Map<String, Long> positions(PreparedStatement statement) throws SQLException {
        Map<String, Long> positions = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                positions.put(rows.getString(1), rows.getLong(2));
            }
        }
        return positions;
    }
}
