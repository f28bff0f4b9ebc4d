package io.fluvius.eventstore.append;

import io.fluvius.eventstore.append.GroupRows.ReceiptRow;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ValueClaim;
import java.util.ArrayList;
import java.util.List;

/**
 * What a group has, and with it the statement of PostgreSQL that writes it. What it does not have is not in the statement:
 * an executor that is started for nothing costs a command that comes alone as much as its own row.
 *
 * @param quiet whether there is a receipt of a command that succeeded without an event
 */
record GroupShape(RowCount releases, RowCount claims, RowCount events, RowCount receipts, boolean quiet) {

    /** By the place of each row, and so by index, however many rows the table had when this was planned. */
    private static final String RELEASED = """
            released as (
              delete from unique_value held
              using (%s) as gone (scope, content, owner), lateral (
                select ctid as place from unique_value own
                where own.scope = gone.scope and own.content = gone.content and own.owner = gone.owner
              ) as found
              where held.ctid = found.place)""";

    private static final String CLAIMED = """
            claimed as (
              insert into unique_value (scope, content, owner)
              %s)""";

    private static final String APPENDED = """
            appended as (
              insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,
                time_stamp, payload_type, payload_revision, payload, meta_data)
              %s
              returning event_identifier, global_index)""";

    private static final String KEPT = """
            kept as (
              insert into command_receipt (command_id, command, resource, aggregate_id, version, global_position, error,
                fingerprint, handled_at)
              select command_id, command, resource, aggregate_id, version, %s, error, fingerprint, ?
              from (%s) as receipt (command_id, command, resource, aggregate_id, version, error, fingerprint, last_event)
              %s
              returning command_id, global_position)""";

    private static final String HEAD = "coalesce((select max(global_index) from domain_event), -1)";

    static GroupShape of(
            List<ValueClaim> releases, List<ValueClaim> claims, List<StoredEvent> events, List<ReceiptRow> receipts) {
        return new GroupShape(
                RowCount.of(releases),
                RowCount.of(claims),
                RowCount.of(events),
                RowCount.of(receipts),
                receipts.stream().anyMatch(ReceiptRow::isQuiet));
    }

    boolean isEmpty() {
        return !releases.isAny() && !claims.isAny() && !events.isAny() && !receipts.isAny();
    }

    /**
     * Takes the columns of the releases, the claims and the events, then, if there are receipts, the time and their
     * columns. Gives the index of each event by its identifier, and that of each quiet command by the command's. Undefined for a group
     * that has nothing.
     */
    String sql() {
        return "with " + String.join(",\n", changes()) + "\n" + answer();
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        if (releases.isAny()) {
            changes.add(RELEASED.formatted(releases.select("text", "text", "uuid")));
        }
        if (claims.isAny()) {
            changes.add(CLAIMED.formatted(claims.select("text", "text", "uuid")));
        }
        if (events.isAny()) {
            changes.add(APPENDED.formatted(
                    events.select("text", "text", "bigint", "text", "text", "text", "text", "text", "text")));
        }
        if (receipts.isAny()) {
            changes.add(KEPT.formatted(
                    position(),
                    receipts.select("uuid", "text", "text", "uuid", "bigint", "text", "text", "text"),
                    events.isAny() ? "left join appended on event_identifier = last_event" : ""));
        }
        return changes;
    }

    /** A command that was quiet stands where the events end, one that failed nowhere. */
    private String position() {
        String own = events.isAny() ? "global_index" : "null::bigint";
        return quiet ? "case when version is not null then coalesce(" + own + ", " + HEAD + ") end" : own;
    }

    private String answer() {
        List<String> positions = new ArrayList<>();
        if (events.isAny()) {
            positions.add("select event_identifier, global_index from appended");
        }
        if (quiet) {
            positions.add("select command_id::text, global_position from kept where global_position is not null");
        }
        return positions.isEmpty() ? "select null, null where false" : String.join(" union all ", positions);
    }
}
