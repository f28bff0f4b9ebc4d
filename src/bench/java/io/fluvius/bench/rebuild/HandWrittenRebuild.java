package io.fluvius.bench.rebuild;

import io.fluvius.bench.Database;
import io.fluvius.bench.HandWrittenProjection;
import java.time.Duration;

/** The upper limit: a hand-written loop that reads all events and writes the table at the end. */
final class HandWrittenRebuild implements Rebuilder {

    static final String NAME = "hand-written loop, all in memory";

    private final Database database;

    HandWrittenRebuild(Database database) {
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
        long events = HandWrittenProjection.fill(database);
        return new Progress(events, Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {}
}
