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
 * Writes a group as one statement that is its own transaction: one round trip, whatever the size. The position of a receipt
 * comes from the events that the same statement inserts.
 */
final class PostgresGroupInsert implements GroupInsert {

    /**
     * The settings of its connections. A statement is planned once, not again for each size of a group. The plan stays in use
     * when tables that were empty have grown, so it must not scan a whole table.
     */
    static final String SESSION_SETTINGS = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off";

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
            ColumnBinder binder = new ColumnBinder(statement);
            bindClaims(binder, releases);
            bindClaims(binder, claims);
            bindEvents(binder, events);
            bindReceipts(binder, receipts);
            GroupRows.setPositions(group, positions(statement));
        }
    }

    private static void bindClaims(ColumnBinder binder, List<ValueClaim> claims) throws SQLException {
        binder.bindTexts(claims, ValueClaim::scope);
        binder.bindTexts(claims, ValueClaim::value);
        binder.bindIds(claims, ValueClaim::owner);
    }

    private static void bindEvents(ColumnBinder binder, List<StoredEvent> events) throws SQLException {
        binder.bindTexts(events, StoredEvent::id);
        binder.bindTexts(events, StoredEvent::aggregate);
        binder.bindNumbers(events, StoredEvent::sequence);
        binder.bindTexts(events, StoredEvent::type);
        binder.bindTexts(events, StoredEvent::time);
        binder.bindTexts(events, StoredEvent::payloadType);
        binder.bindTexts(events, StoredEvent::revision);
        binder.bindTexts(events, StoredEvent::payload);
        binder.bindTexts(events, StoredEvent::metaData);
    }

    private void bindReceipts(ColumnBinder binder, List<ReceiptRow> receipts) throws SQLException {
        if (!receipts.isEmpty()) {
            binder.bindTime(Instant.now());
        }
        binder.bindIds(receipts, row -> row.receipt().commandId());
        binder.bindTexts(receipts, row -> row.receipt().command());
        binder.bindTexts(receipts, row -> row.receipt().aggregate().resource());
        binder.bindIds(receipts, row -> row.receipt().aggregate().id());
        binder.bindNumbers(receipts, row -> row.receipt().version());
        binder.bindTexts(receipts, row -> problems.encode(row.receipt().error()));
        binder.bindTexts(receipts, row -> row.receipt().fingerprint());
        binder.bindTexts(receipts, ReceiptRow::lastEventId);
    }

    /** The global indexes by event identifier and, for quiet commands, by command id. */
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
