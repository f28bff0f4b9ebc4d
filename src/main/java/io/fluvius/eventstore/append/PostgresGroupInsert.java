package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
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
 * Writes a group as two statements that are one transaction: one takes the lock, the other writes everything. The driver
 * sends both at once, so a group costs one round trip, whatever its size.
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
        GroupRows rows = GroupRows.of(group);
        GroupShape shape = GroupShape.of(rows);
        if (shape.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(statements.computeIfAbsent(shape, GroupShape::sql))) {
            ColumnBinder binder = new ColumnBinder(statement);
            bindClaims(binder, rows.releases());
            bindClaims(binder, rows.claims());
            bindEvents(binder, rows.events());
            bindReceipts(binder, rows.receipts());
            Map<String, Long> positions = positions(statement);
            group.forEach(append -> append.setPositions(positions));
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
        binder.bindIds(events, GroupRows::command);
    }

    private void bindReceipts(ColumnBinder binder, List<Receipt> receipts) throws SQLException {
        if (!receipts.isEmpty()) {
            binder.bindTime(Instant.now());
        }
        binder.bindIds(receipts, Receipt::commandId);
        binder.bindTexts(receipts, Receipt::command);
        binder.bindTexts(receipts, receipt -> receipt.aggregate().resource());
        binder.bindIds(receipts, receipt -> receipt.aggregate().id());
        binder.bindNumbers(receipts, Receipt::version);
        binder.bindTexts(receipts, receipt -> problems.encode(receipt.error()));
        binder.bindTexts(receipts, Receipt::fingerprint);
    }

    /** The global indexes by event identifier and, for quiet commands, by command id. */
    private static Map<String, Long> positions(PreparedStatement statement) throws SQLException {
        Map<String, Long> positions = new HashMap<>();
        statement.execute();
        statement.getMoreResults();
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                positions.put(rows.getString(1), rows.getLong(2));
            }
        }
        return positions;
    }
}
