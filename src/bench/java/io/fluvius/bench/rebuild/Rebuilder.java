package io.fluvius.bench.rebuild;

import io.fluvius.bench.Database;
import java.sql.SQLException;
import java.time.Duration;

/** One who makes the user directory from the events. */
interface Rebuilder extends AutoCloseable {

    /** As the report calls it. */
    String name();

    /** Where. */
    Database database();

    /**
     * How far it came.
     *
     * @param events how many it read
     */
    record Progress(long events, Duration elapsed) {}

    /** Reads the events anew, all of them or as many as it has time for, into the empty directory. */
    Progress rebuild() throws Exception;

    @Override
    void close();

    /** A number that is another one when anything stands otherwise in the directory. */
    default long checksum() throws SQLException {
        return database().number("select sum(hashtextextended(u::text, 0) % 1000000007) from user_view u");
    }
}
