package io.fluvius.projection;

import io.fluvius.problem.Redaction;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a table by the script that H2 writes of it, and replaces tables one by one: H2 ends the transaction with each change of
 * a table. What is done is found again by the names of the tables, so that an interrupted replacement can be completed.
 */
final class H2TableCopies implements TableCopies {

    private static final Logger LOG = LoggerFactory.getLogger(H2TableCopies.class);

    private static final Pattern NAMED = Pattern.compile("((?:CONSTRAINT|INDEX) \"[^\"]+\"\\.)\"([^\"]+)\"");

    private final DSLContext database;

    H2TableCopies(DSLContext database) {
        this.database = database;
    }

    @Override
    public void create(DSLContext dsl, String table) {
        SecondNames names = new SecondNames(table);
        // a table without its indexes must not look like a complete one after a kill
        String incomplete = names.second() + "_incomplete";
        dsl.execute("drop table if exists {0}", DSL.name(incomplete));
        String quoted = ".\"" + table + "\"";
        dsl.fetch("script nodata nopasswords nosettings table {0}", DSL.name(table)).stream()
                .map(row -> row.get(0, String.class))
                .filter(statement -> statement.contains(quoted) && statement.matches("(?s)(CREATE|ALTER) .+"))
                .map(statement -> statement.replace(quoted, ".\"" + incomplete + "\""))
                .map(statement -> NAMED.matcher(statement)
                        .replaceAll(it -> it.group(1) + '"' + names.toSecond(it.group(2)) + '"'))
                .forEach(dsl::execute);
        dsl.execute("alter table {0} rename to {1}", DSL.name(incomplete), DSL.name(names.second()));
    }

    @Override
    public boolean replace(DSLContext held, List<String> tables, Consumer<DSLContext> settle) {
        try {
            tables.forEach(this::rename);
            database.transaction(settled -> settle.accept(settled.dsl()));
            return true;
        } catch (RuntimeException inUse) {
            LOG.warn("The tables {} cannot be replaced now: {}", tables, Redaction.summary(inUse));
            tables.forEach(this::restore);
            return false;
        }
    }

    /** Gives the tables their names. Does nothing for tables that have them already. */
    void rename(String table) {
        SecondNames names = new SecondNames(table);
        if (exists(names.second())) {
            if (!exists(names.old())) {
                rename(table, names.old());
            }
            rename(names.second(), table);
        }
    }

    private void restore(String table) {
        SecondNames names = new SecondNames(table);
        if (exists(names.old())) {
            if (exists(table)) {
                rename(table, names.second());
            }
            rename(names.old(), table);
        }
    }

    /** Deletes the replaced table, and gives constraints and indexes the names that its own had. */
    void clean(String table) {
        SecondNames names = new SecondNames(table);
        Name name = DSL.name(table);
        database.execute("drop table if exists {0}", DSL.name(names.old()));
        for (String constraint : names("table_constraints", "constraint_name", table)) {
            if (!constraint.equals(names.toFirst(constraint))) {
                database.execute(
                        "alter table {0} rename constraint {1} to {2}",
                        name, DSL.name(constraint), DSL.name(names.toFirst(constraint)));
            }
        }
        for (String index : names("indexes", "index_name", table)) {
            if (!index.equals(names.toFirst(index))) {
                database.execute("alter index {0} rename to {1}", DSL.name(index), DSL.name(names.toFirst(index)));
            }
        }
    }

    private void rename(String from, String to) {
        database.execute("alter table {0} rename to {1}", DSL.name(from), DSL.name(to));
    }

    private boolean exists(String table) {
        return !names("tables", "table_name", table).isEmpty();
    }

    private List<String> names(String catalogue, String column, String table) {
        return database.resultQuery(
                        "select " + column + " from information_schema." + catalogue
                                + " where table_name = {0} and table_schema = current_schema",
                        DSL.val(table))
                .fetch(row -> row.get(0, String.class));
    }
}
