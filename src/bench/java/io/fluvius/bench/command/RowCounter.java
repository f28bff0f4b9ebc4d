package io.fluvius.bench.command;

import io.fluvius.bench.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts the rows inserted into tables since its creation. */
final class RowCounter {

    private final Database database;
    private final List<String> tables;
    private final List<Long> before;

    private RowCounter(Database database, List<String> tables) throws SQLException {
        this.database = database;
        this.tables = tables;
        this.before = counts();
    }

    static RowCounter of(Database database, String... tables) throws SQLException {
        return new RowCounter(database, List.of(tables));
    }

    /** Returns the number of inserted rows; the minimum if the tables differ. */
    long min() throws SQLException {
        List<Long> now = counts();
        long min = Long.MAX_VALUE;
        for (int at = 0; at < now.size(); at++) {
            min = Math.min(min, now.get(at) - before.get(at));
        }
        return min;
    }

    private List<Long> counts() throws SQLException {
        List<Long> counts = new ArrayList<>();
        for (String table : tables) {
            counts.add(database.number("select count(*) from " + table));
        }
        return counts;
    }
}
