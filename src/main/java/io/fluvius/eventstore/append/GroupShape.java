package io.fluvius.eventstore.append;

import io.fluvius.eventstore.append.GroupRows.ReceiptRow;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ValueClaim;
import java.util.ArrayList;
import java.util.List;

/**
 * The kinds of rows in a group, which determine the statement of PostgreSQL that writes it. The statement contains nothing
 * for a kind without rows: an executor node that has nothing to do costs a single command as much as its own row.
 *
 * @param quiet whether there is a receipt of a command that succeeded without an event
 */
record GroupShape(RowCount releases, RowCount claims, RowCount events, RowCount receipts, boolean quiet) {

    /**
     * The lock that orders the appends of all nodes. Everything else reads from it, so it is held before an index is drawn
     * or a row is locked. It is released after the transaction has become visible. The key contains the table, so that
     * applications in different schemas of a database do not wait for each other. A node that holds the lock may wait for a
     * row, so the others wait longer for the lock than for a row.
     */
    private static final String LOCKED = """
            locked as materialized (
              select set_config('lock_timeout', '%d', true),
                pg_advisory_xact_lock(x'464c5556'::bigint << 32 | 'domain_event'::regclass::oid::bigint),
                set_config('lock_timeout', '%d', true))""".formatted(10 * GroupInsert.LOCK_TIMEOUT, GroupInsert.LOCK_TIMEOUT);

    /** Finds each row by index, then deletes it by its location, however few rows the table had when this was planned. */
    private static final String RELEASED = """
            released as (
              delete from unique_value held
              using locked, (%s) as gone (scope, content, owner), lateral (
                select ctid as location from unique_value own
                where own.scope = gone.scope and own.content = gone.content and own.owner = gone.owner
              ) as found
              where held.ctid = found.location)""";

    private static final String CLAIMED = """
            claimed as (
              %s
              select claim.* from locked, (%s) as claim)""";

    private static final String APPENDED = """
            appended as (
              %s
              select event.* from locked, (%s) as event
              returning event_identifier, global_index)""";

    private static final String STORED = """
            stored as (
              %s
              select command_id, command, resource, aggregate_id, version, %s, error, fingerprint, ?
              from locked, (%s) as receipt (command_id, command, resource, aggregate_id, version, error, fingerprint, last_event)
              %s
              returning command_id, global_position)""";

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
        return !releases.hasRows() && !claims.hasRows() && !events.hasRows() && !receipts.hasRows();
    }

    /**
     * The statement. Its parameters are the columns of the releases, the claims and the events, then, if there are receipts,
     * the time and the columns of the receipts. It returns the global index of each event by the event's identifier, and the
     * position of each quiet command by the command's id. Undefined for an empty group.
     */
    String sql() {
        return "with " + String.join(",\n", changes()) + "\n" + positions();
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        changes.add(LOCKED);
        if (releases.hasRows()) {
            changes.add(RELEASED.formatted(releases.select("text", "text", "uuid")));
        }
        if (claims.hasRows()) {
            changes.add(CLAIMED.formatted(GroupInsert.INSERT_UNIQUE_VALUE, claims.select("text", "text", "uuid")));
        }
        if (events.hasRows()) {
            changes.add(APPENDED.formatted(
                    GroupInsert.INSERT_EVENT,
                    events.select("text", "text", "bigint", "text", "text", "text", "text", "text", "text")));
        }
        if (receipts.hasRows()) {
            changes.add(STORED.formatted(
                    GroupInsert.INSERT_RECEIPT,
                    position(),
                    receipts.select("uuid", "text", "text", "uuid", "bigint", "text", "text", "text"),
                    events.hasRows() ? "left join appended on event_identifier = last_event" : ""));
        }
        return changes;
    }

    /** The position of a receipt: of a quiet command the end of the stream, of a failed one null. */
    private String position() {
        String position = events.hasRows() ? "global_index" : "null::bigint";
        return quiet
                ? "case when version is not null then coalesce(" + position + ", " + GroupInsert.HEAD + ") end"
                : position;
    }

    private String positions() {
        List<String> positions = new ArrayList<>();
        if (events.hasRows()) {
            positions.add("select event_identifier, global_index from appended");
        }
        if (quiet) {
            positions.add("select command_id::text, global_position from stored where global_position is not null");
        }
        return positions.isEmpty() ? "select null, null where false" : String.join(" union all ", positions);
    }
}
