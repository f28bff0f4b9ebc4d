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

/**
 * A group as one statement that is its own transaction: one round trip, whatever the size. Each column of each table is an
 * array; a receipt learns its position from the events that the same statement inserts.
 */
final class PostgresGroups implements GroupStatements {

    private static final String WRITE = """
            with released as (
              delete from unique_value held
              using unnest(?::text[], ?::text[], ?::uuid[]) as gone (scope, content, owner)
              where held.scope = gone.scope and held.content = gone.content and held.owner = gone.owner
            ), claimed as (
              insert into unique_value (scope, content, owner)
              select * from unnest(?::text[], ?::text[], ?::uuid[])
            ), appended as (
              insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,
                time_stamp, payload_type, payload_revision, payload, meta_data)
              select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[])
              returning event_identifier, global_index
            ), kept as (
              insert into command_receipt (command_id, command, resource, aggregate_id, version, global_position, error,
                fingerprint, handled_at)
              select command_id, command, resource, aggregate_id, version,
                case when version is null then null else coalesce(global_index,
                  (select max(global_index) from domain_event), -1) end,
                error, fingerprint, ?
              from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                as receipt (command_id, command, resource, aggregate_id, version, error, fingerprint, last_event)
              left join appended on event_identifier = last_event
              returning command_id, global_position
            )
            select event_identifier, global_index from appended
            union all select command_id::text, global_position from kept where global_position is not null""";

    private final Problems problems;

    PostgresGroups(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void write(Connection connection, List<Append> group) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            ArrayParameters parameters = new ArrayParameters(statement);
            claims(parameters, Rows.releases(group));
            claims(parameters, Rows.claims(group));
            events(parameters, Rows.events(group));
            parameters.time(Instant.now());
            receipts(parameters, Rows.receipts(group));
            Rows.tell(group, positions(statement));
        }
    }

    private static void claims(ArrayParameters parameters, List<Claim> claims) throws SQLException {
        parameters.texts(claims, Claim::scope);
        parameters.texts(claims, Claim::value);
        parameters.ids(claims, Claim::owner);
    }

    private static void events(ArrayParameters parameters, List<EventRow> events) throws SQLException {
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

    private void receipts(ArrayParameters parameters, List<ReceiptRow> receipts) throws SQLException {
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
