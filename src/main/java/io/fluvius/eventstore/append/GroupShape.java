package io.fluvius.eventstore.append;

import io.fluvius.eventstore.schema.EventStoreTables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;

/**
 * The kinds of rows in a group, which determine the statements of PostgreSQL that write it. They contain nothing for a kind
 * without rows: an executor node that has nothing to do costs a single command as much as its own row.
 *
 * @param quiet whether there is a receipt of a command that succeeded without an event
 */
record GroupShape(RowCount releases, RowCount claims, RowCount events, RowCount receipts, boolean quiet) {

    /**
     * Takes the lock that orders the appends of all nodes, which is released after the transaction has become visible. It is a
     * statement before the others, because a statement sees what was committed before it began. The key contains the table,
     * so that applications in different schemas of a database do not wait for each other. A node that holds the lock may wait
     * for a row, so the others wait longer for the lock than for a row.
     */
    private static final String LOCK = """
            select set_config('lock_timeout', '%d', true),
              pg_advisory_xact_lock(x'464c5556'::bigint << 32 | 'domain_event'::regclass::oid::bigint),
              set_config('lock_timeout', '%d', true)""".formatted(10 * GroupInsert.LOCK_TIMEOUT, GroupInsert.LOCK_TIMEOUT);

    /** Finds each row by index, then deletes it by its location, however few rows the table had when this was planned. */
    private static final String RELEASED = """
            released as (
              delete from unique_value held
              using (%s) as gone (scope, content, owner), lateral (
                select ctid as location from unique_value own
                where own.scope = gone.scope and own.content = gone.content and own.owner = gone.owner
              ) as found
              where held.ctid = found.location)""";

    private static final String CLAIMED = """
            claimed as (
              %s
              %s)""";

    /** Inserts an event twice, which fails as a duplicate key, when its command has the receipt of another outcome. */
    private static final String APPENDED = """
            appended as (
              %s
              select %s from (%s) as event (%2$s, command), lateral (
                select 1 union all select 1 from command_receipt where command_id = event.command
              ) as outcome
              returning event_identifier, global_index)""";

    /** Inserts a receipt twice, which fails as a duplicate key, when its command has an event. */
    private static final String STORED = """
            stored as (
              %s
              select command_id, command, resource, aggregate_id, version, %s, error, fingerprint, ?
              from (%s) as receipt (command_id, command, resource, aggregate_id, version, error, fingerprint), lateral (
                select 1 union all select 1 from domain_event where event_identifier = receipt.command_id::text
              ) as outcome
              returning command_id, global_position)""";

    private static final String EVENT_COLUMNS =
            EventStoreTables.EVENT_COLUMNS.stream().map(Field::getName).collect(Collectors.joining(", "));

    static GroupShape of(GroupRows rows) {
        return new GroupShape(
                RowCount.of(rows.releases()),
                RowCount.of(rows.claims()),
                RowCount.of(rows.events()),
                RowCount.of(rows.receipts()),
                rows.receipts().stream().anyMatch(receipt -> receipt.version() != null));
    }

    boolean isEmpty() {
        return !releases.hasRows() && !claims.hasRows() && !events.hasRows() && !receipts.hasRows();
    }

    /**
     * The two statements, the first of which takes the lock. The parameters of the second are the columns of the releases, the
     * claims, and the events with their commands; then, if there are receipts, the time and the columns of the receipts. It
     * returns the global index of each event by the event's identifier, and the position of each quiet command by the
     * command's id. Undefined for an empty group.
     */
    String sql() {
        return LOCK + ";\nwith " + String.join(",\n", changes()) + "\n" + positions();
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        if (releases.hasRows()) {
            changes.add(RELEASED.formatted(releases.select("text", "text", "uuid")));
        }
        if (claims.hasRows()) {
            changes.add(CLAIMED.formatted(GroupInsert.INSERT_UNIQUE_VALUE, claims.select("text", "text", "uuid")));
        }
        if (events.hasRows()) {
            changes.add(APPENDED.formatted(
                    GroupInsert.INSERT_EVENT,
                    EVENT_COLUMNS,
                    events.select("text", "text", "bigint", "text", "text", "text", "text", "text", "text", "uuid")));
        }
        if (receipts.hasRows()) {
            changes.add(STORED.formatted(
                    GroupInsert.INSERT_RECEIPT,
                    "case when version is not null then " + GroupInsert.HEAD + " end",
                    receipts.select("uuid", "text", "text", "uuid", "bigint", "text", "text")));
        }
        return changes;
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
