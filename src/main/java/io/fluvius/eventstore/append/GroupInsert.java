package io.fluvius.eventstore.append;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How a database takes a group of appends. Safe for use by many threads. */
interface GroupInsert {

    /**
     * Writes all of a group in one transaction, or nothing. When it returns, the group is durable and every append knows
     * its position.
     *
     * @param connection of a pool, in auto-commit mode
     * @throws SQLException when it fails; a violated constraint says that one of the appends cannot be written
     */
    void write(Connection connection, List<Append> group) throws SQLException;
}
