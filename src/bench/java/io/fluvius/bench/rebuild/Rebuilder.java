package io.fluvius.bench.rebuild;

import io.fluvius.bench.Database;
import java.sql.SQLException;
import java.time.Duration;

/** Rebuilds the user directory from the events. */
interface Rebuilder extends AutoCloseable {

    /** Returns the name in the report. */
    String name();

    /** Returns the database with the events and the directory. */
    Database database();

    /**
     * The progress of a rebuild.
     *
     * @param events the number of events that were read
     */
    record Progress(long events, Duration elapsed) {}

    /** Empties the directory and applies the events to it, all or as many as its time limit allows. */
    Progress rebuild() throws Exception;

    @Override
    void close();

    /** Returns a checksum of the contents of the directory. */
    default long checksum() throws SQLException {
        return database().number("select sum(hashtextextended(u::text, 0) % 1000000007) from user_view u");
    }
}
