package io.fluvius.eventstore;

import io.fluvius.eventstore.Append.Claim;
import io.fluvius.eventstore.Rows.ReceiptRow;
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
final class PostgresGroups implements GroupStatements {

    /**
     * For the connections: a statement is planned once, not whenever a group has another size. That plan stays when tables
     * which were empty then have grown, so it may not be one that reads all of a table.
     */
    static final String SESSION = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off";

    private final Problems problems;
    private final Map<GroupShape, String> statements = new ConcurrentHashMap<>();

    PostgresGroups(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void write(Connection connection, List<Append> group) throws SQLException {
        List<Claim> releases = Rows.releases(group);
        List<Claim> claims = Rows.claims(group);
        List<EventRow> events = Rows.events(group);
        List<ReceiptRow> receipts = Rows.receipts(group);
        GroupShape shape = GroupShape.of(releases, claims, events, receipts);
        if (shape.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(statements.computeIfAbsent(shape, GroupShape::sql))) {
            ColumnParameters parameters = new ColumnParameters(statement);
            claims(parameters, releases);
            claims(parameters, claims);
            events(parameters, events);
            receipts(parameters, receipts);
            Rows.tell(group, positions(statement));
        }
    }

    private static void claims(ColumnParameters parameters, List<Claim> claims) throws SQLException {
        parameters.texts(claims, Claim::scope);
        parameters.texts(claims, Claim::value);
        parameters.ids(claims, Claim::owner);
    }

    private static void events(ColumnParameters parameters, List<EventRow> events) throws SQLException {
        parameters.texts(events, EventRow::id);
        parameters.texts(events, EventRow::aggregate);
        parameters.numbers(events, EventRow::sequence);
        parameters.texts(events, EventRow::type);
        parameters.texts(events, EventRow::time);
        parameters.texts(events, EventRow::payloadType);
        parameters.texts(events, EventRow::revision);
        parameters.texts(events, EventRow::payload);
        parameters.texts(events, EventRow::metaData);
    }

    private void receipts(ColumnParameters parameters, List<ReceiptRow> receipts) throws SQLException {
        if (!receipts.isEmpty()) {
            parameters.time(Instant.now());
        }
        parameters.ids(receipts, row -> row.receipt().commandId());
        parameters.texts(receipts, row -> row.receipt().command());
        parameters.texts(receipts, row -> row.receipt().aggregate().resource());
        parameters.ids(receipts, row -> row.receipt().aggregate().id());
        parameters.numbers(receipts, row -> row.receipt().version());
        parameters.texts(receipts, row -> problems.text(row.receipt().error()));
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
