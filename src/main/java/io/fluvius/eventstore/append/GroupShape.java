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
 * @param refusing whether appends that claim taken values or repeat commands are left out; otherwise, the statement fails.
 *     Leaving them out makes the statement about half as long again
 */
record GroupShape(
        RowCount releases,
        RowCount claims,
        RowCount personalKeys,
        RowCount erasures,
        RowCount events,
        RowCount receipts,
        boolean refusing) {

    /**
     * Takes the lock that orders the appends of all nodes, which is released after the transaction has become visible. It is a
     * statement before the others, because a statement sees what was committed before it began. The key contains the table,
     * so that applications in different schemas of a database do not wait for each other. A node that holds the lock may wait
     * for a row, so the others wait longer for the lock than for a row.
     */
    private static final String LOCK =
            """
            select set_config('lock_timeout', '%d', true),
              %s,
              set_config('lock_timeout', '%d', true)""".formatted(10 * GroupInsert.LOCK_TIMEOUT, EventStoreTables.APPEND_LOCK, GroupInsert.LOCK_TIMEOUT);

    private static final String CLAIM = "claim (scope, content, owner, append) as (%s)";
    private static final String RELEASE = "release (scope, content, owner, append) as (%s)";
    private static final String PERSONAL_KEY = "personal (person, data_key, master_key, append) as (%s)";
    private static final String ERASURE = "erasure (person, append) as (%s)";
    private static final String EVENT = "event (%s, command, append) as (%s)";
    private static final String RECEIPT =
            "receipt (command_id, command, resource, aggregate_id, version, error, fingerprint, append) as (%s)";

    private static final String REFUSED = "refused (append, scope) as (select null::bigint, null::text where false%s)";

    /** Claims of values that another aggregate holds. The subqueries read an index; joins could read whole tables. */
    private static final String TAKEN = """

              union all select append, scope from claim
                where owner <> (select own.owner from unique_value own
                  where own.scope = claim.scope and own.content = claim.content)""";

    private static final String APPENDED_BEFORE = """

              union all select append, null from event
                where 1 = (select 1 from domain_event own where own.event_identifier = event.event_identifier)
                  or 1 = (select 1 from command_receipt where command_id = event.command)""";

    private static final String STORED_BEFORE = """

              union all select append, null from receipt
                where 1 = (select 1 from command_receipt own where own.command_id = receipt.command_id)
                  or 1 = (select 1 from domain_event where event_identifier = receipt.command_id::text)""";

    private static final String NOT_REFUSED = " where append not in (select append from refused)";

    private static final String CLAIMED = """
            claimed as (
              %s
              select scope, content, owner from claim%s)""";

    /** Finds each row by index, then deletes it by its location, however few rows the table had when this was planned. */
    private static final String RELEASED = """
            released as (
              delete from unique_value held using (select * from release%s) as gone, lateral (
                select ctid as location from unique_value own
                where own.scope = gone.scope and own.content = gone.content and own.owner = gone.owner
              ) as found
              where held.ctid = found.location)""";

    private static final String KEPT = """
            kept as (
              %s
              select person, data_key, master_key from personal%s)""";

    /** The row stays, so that no key is made for the person again. */
    private static final String ERASED = """
            erased as (
              insert into personal_key (person, forgotten_at)
              select person, now() from erasure%s
              on conflict (person) do update set data_key = null, master_key = null, forgotten_at = excluded.forgotten_at)""";

    private static final String DROPPED = """
            dropped as (
              delete from snapshot_event gone using (select person::text as person from erasure%s) as forgotten
              where gone.aggregate_identifier = forgotten.person)""";

    private static final String APPENDED = """
            appended as (
              %s
              select %s from event%s
              returning event_identifier, global_index)""";

    /** Inserts an event twice, which fails as a duplicate key, when its command has the receipt of another outcome. */
    private static final String TWICE_AFTER_RECEIPT =
            ", lateral (select 1 union all select 1 from command_receipt where command_id = event.command) as outcome";

    private static final String STORED = """
            stored as (
              %s
              select command_id, command, resource, aggregate_id, version, %s, error, fingerprint, ?
              from receipt%s
              returning command_id, global_position)""";

    /** Inserts a receipt twice, which fails as a duplicate key, when its command has an event. */
    private static final String TWICE_AFTER_EVENT = """
            , lateral (
              select 1 union all select 1 from domain_event where event_identifier = receipt.command_id::text) as outcome""";

    private static final String EVENT_COLUMNS =
            EventStoreTables.EVENT_COLUMNS.stream().map(Field::getName).collect(Collectors.joining(", "));

    static GroupShape of(GroupRows rows, boolean refusing) {
        return new GroupShape(
                RowCount.of(rows.releases()),
                RowCount.of(rows.claims()),
                RowCount.of(rows.personalKeys()),
                RowCount.of(rows.erasures()),
                RowCount.of(rows.events()),
                RowCount.of(rows.receipts()),
                refusing);
    }

    boolean isEmpty() {
        return !releases.hasRows()
                && !claims.hasRows()
                && !personalKeys.hasRows()
                && !erasures.hasRows()
                && !events.hasRows()
                && !receipts.hasRows();
    }

    /**
     * The two statements, the first of which takes the lock. The parameters of the second are the columns of the claims, the
     * releases, the personal keys, the erasures, the events with their commands, and the receipts, each followed by the numbers of the appends; then, if there
     * are receipts, the time. It returns the global index of each event by the event's identifier, the position of each quiet
     * command by the command's id, and the number of each append that is refused: by the scope of a value that is taken, or by
     * null when one of its commands was handled before. Undefined for an empty group.
     */
    String sql() {
        List<String> rows = new ArrayList<>();
        StringBuilder refused = new StringBuilder();
        List<String> changes = new ArrayList<>();
        List<String> results = new ArrayList<>();
        if (claims.hasRows()) {
            rows.add(CLAIM.formatted(claims.select("text", "text", "uuid", "bigint")));
            refused.append(TAKEN);
            changes.add(CLAIMED.formatted(GroupInsert.INSERT_UNIQUE_VALUE, refusing ? NOT_REFUSED : ""));
        }
        if (releases.hasRows()) {
            rows.add(RELEASE.formatted(releases.select("text", "text", "uuid", "bigint")));
            changes.add(RELEASED.formatted(refusing ? NOT_REFUSED : ""));
        }
        if (personalKeys.hasRows()) {
            rows.add(PERSONAL_KEY.formatted(personalKeys.select("uuid", "text", "text", "bigint")));
            changes.add(KEPT.formatted(GroupInsert.INSERT_PERSONAL_KEY, refusing ? NOT_REFUSED : ""));
        }
        if (erasures.hasRows()) {
            rows.add(ERASURE.formatted(erasures.select("uuid", "bigint")));
            changes.add(ERASED.formatted(refusing ? NOT_REFUSED : ""));
            changes.add(DROPPED.formatted(refusing ? NOT_REFUSED : ""));
        }
        if (events.hasRows()) {
            rows.add(EVENT.formatted(
                    EVENT_COLUMNS,
                    events.select(
                            "text", "text", "bigint", "text", "text", "text", "text", "text", "text", "uuid",
                            "bigint")));
            refused.append(APPENDED_BEFORE);
            changes.add(APPENDED.formatted(
                    GroupInsert.INSERT_EVENT, EVENT_COLUMNS, refusing ? NOT_REFUSED : TWICE_AFTER_RECEIPT));
            results.add("select event_identifier, global_index, null::bigint from appended");
        }
        if (receipts.hasRows()) {
            rows.add(RECEIPT.formatted(
                    receipts.select("uuid", "text", "text", "uuid", "bigint", "text", "text", "bigint")));
            refused.append(STORED_BEFORE);
            changes.add(STORED.formatted(
                    GroupInsert.INSERT_RECEIPT,
                    "case when version is not null then " + GroupInsert.HEAD + " end",
                    refusing ? NOT_REFUSED : TWICE_AFTER_EVENT));
            results.add("select command_id::text, global_position, null::bigint from stored"
                    + " where global_position is not null");
        }
        if (refusing) {
            rows.add(REFUSED.formatted(refused));
            results.add("select scope, null::bigint, append from refused");
        }
        rows.addAll(changes);
        return LOCK + ";\nwith " + String.join(",\n", rows) + "\n"
                + (results.isEmpty()
                        ? "select null::text, null::bigint, null::bigint where false"
                        : String.join(" union all ", results));
    }
}
