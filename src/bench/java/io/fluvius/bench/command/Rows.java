package io.fluvius.bench.command;

import io.fluvius.bench.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts the rows that tables get from now on. */
final class Rows {

    private final Database database;
    private final List<String> tables;
    private final List<Long> before;

    private Rows(Database database, List<String> tables) throws SQLException {
        this.database = database;
        this.tables = tables;
        this.before = counts();
    }

    static Rows of(Database database, String... tables) throws SQLException {
        return new Rows(database, List.of(tables));
    }

    /** How many rows each of the tables has got, the least of it. */
    long least() throws SQLException {
        List<Long> now = counts();
        long least = Long.MAX_VALUE;
        for (int at = 0; at < now.size(); at++) {
            least = Math.min(least, now.get(at) - before.get(at));
        }
        return least;
    }

    private List<Long> counts() throws SQLException {
        List<Long> counts = new ArrayList<>();
        for (String table : tables) {
            counts.add(database.number("select count(*) from " + table));
        }
        return counts;
    }
}
