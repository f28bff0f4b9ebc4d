package io.fluvius.bench.rebuild;

import io.fluvius.bench.Database;
import io.fluvius.bench.DirectoryByHand;
import java.time.Duration;

/** The limit: nobody writes a table faster who has to read all events first. */
final class ByHand implements Rebuilder {

    static final String NAME = "loop by hand, all in memory";

    private final Database database;

    ByHand(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Progress rebuild() throws Exception {
        database.execute("truncate user_view");
        long start = System.nanoTime();
        long events = DirectoryByHand.fill(database);
        return new Progress(events, Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {}
}
