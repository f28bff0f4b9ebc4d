package io.fluvius.projection;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;

/** Copies a table by the catalogue of PostgreSQL, and replaces tables in one transaction. */
final class PostgresTableCopies implements TableCopies {

    /** How long statements of readers may queue behind a replacement that waits for a long query. */
    private static final String LOCK_TIMEOUT = "set local lock_timeout = '300ms'";

    private static final Pattern INDEX =
            Pattern.compile("CREATE (UNIQUE )?INDEX .+? ON (?:ONLY )?\\S+ (USING .+)", Pattern.DOTALL);

    @Override
    public void create(DSLContext database, String table) {
        database.transaction(configuration -> create(configuration.dsl(), new SecondNames(table)));
    }

    private static void create(DSLContext dsl, SecondNames names) {
        Name second = DSL.name(names.second());
        dsl.execute("create table {0} (like {1} including all excluding indexes)", second, DSL.name(names.table()));
        dsl.resultQuery(
                        "select unnest(reloptions) from pg_class where oid = to_regclass({0})",
                        DSL.val(quoted(names.table())))
                .forEach(row -> dsl.execute("alter table {0} set (" + row.get(0, String.class) + ")", second));
        dsl.resultQuery(
                        "select conname, pg_get_constraintdef(oid) from pg_constraint"
                                + " where conrelid = to_regclass({0}) and contype in ('p', 'u', 'x')",
                        DSL.val(quoted(names.table())))
                .forEach(row -> dsl.execute(
                        "alter table {0} add constraint {1} " + row.get(1, String.class),
                        second,
                        DSL.name(names.toSecond(row.get(0, String.class)))));
        dsl.resultQuery(
                        "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid"
                                + " where i.indrelid = to_regclass({0})"
                                + " and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid)",
                        DSL.val(quoted(names.table())))
                .forEach(row ->
                        createIndex(dsl, second, names.toSecond(row.get(0, String.class)), row.get(1, String.class)));
    }

    private static void createIndex(DSLContext dsl, Name table, String name, String definition) {
        Matcher index = INDEX.matcher(definition);
        if (!index.matches()) {
            throw new IllegalStateException("Not the definition of an index: " + definition);
        }
        String unique = index.group(1) == null ? "" : "unique ";
        dsl.execute("create " + unique + "index {0} on {1} " + index.group(2), DSL.name(name), table);
    }

    @Override
    public boolean replace(DSLContext held, List<String> tables, Consumer<DSLContext> settle) {
        held.execute(LOCK_TIMEOUT);
        for (String table : tables) {
            grant(held, new SecondNames(table));
        }
        settle.accept(held);
        if (!areOlderSnapshotsGone(held)) {
            return false;
        }
        held.execute("lock table "
                + String.join(
                        ", ", tables.stream().map(PostgresTableCopies::quoted).toList())
                + " in access exclusive mode");
        tables.forEach(table -> replace(held, new SecondNames(table)));
        return true;
    }

    /** Who may use the first table may use the second one. */
    private static void grant(DSLContext dsl, SecondNames names) {
        dsl.resultQuery(
                        "select a.privilege_type, coalesce(quote_ident(r.rolname), 'public') from pg_class c"
                                + " cross join lateral aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee"
                                + " where c.oid = to_regclass({0}) and a.grantee <> c.relowner",
                        DSL.val(quoted(names.table())))
                .forEach(row -> dsl.execute(
                        "grant " + row.get(0, String.class) + " on {0} to " + row.get(1, String.class),
                        DSL.name(names.second())));
    }

    /**
     * Waits until those transactions have ended, for a second at most, that have a snapshot from before the second tables included all events. One
     * that reads the first table later would find the second one in its place, and in it an older state. Those that wait for
     * the tokens, directly or behind others, do not read.
     */
    private static boolean areOlderSnapshotsGone(DSLContext dsl) {
        List<String> older = snapshots(dsl);
        long deadline = System.nanoTime() + 1_000_000_000L;
        while (!older.isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            dsl.execute("select pg_sleep(0.005)");
            List<String> now = snapshots(dsl);
            older = older.stream().filter(now::contains).toList();
        }
        return true;
    }

    private static List<String> snapshots(DSLContext dsl) {
        return dsl.resultQuery("select l.virtualtransaction from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                        + " where l.locktype = 'virtualxid' and l.mode = 'ExclusiveLock' and a.pid <> pg_backend_pid()"
                        + " and a.datname = current_database() and a.usesysid is not null and a.backend_xmin is not null"
                        + " and not exists (select 1 from pg_locks w where w.pid = a.pid and not w.granted)")
                .fetch(row -> row.get(0, String.class));
    }

    static void replace(DSLContext dsl, SecondNames names) {
        Name table = DSL.name(names.table());
        dsl.execute("drop table {0}", table);
        dsl.execute("alter table {0} rename to {1}", DSL.name(names.second()), table);
        dsl.resultQuery(
                        "select conname from pg_constraint where conrelid = to_regclass({0}) and contype <> 'n'",
                        DSL.val(quoted(names.table())))
                .fetch(row -> row.get(0, String.class))
                .forEach(name -> rename(dsl, name, names, "alter table {0} rename constraint {1} to {2}", table));
        dsl.resultQuery(
                        "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid"
                                + " where i.indrelid = to_regclass({0})",
                        DSL.val(quoted(names.table())))
                .fetch(row -> row.get(0, String.class))
                .forEach(name -> rename(dsl, name, names, "alter index {1} rename to {2}", table));
    }

    private static void rename(DSLContext dsl, String name, SecondNames names, String statement, Name table) {
        String first = names.toFirst(name);
        if (!first.equals(name)) {
            dsl.execute(statement, table, DSL.name(name), DSL.name(first));
        }
    }

    private static String quoted(String table) {
        return '"' + table + '"';
    }
}
