package io.fluvius.eventstore.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;

/**
 * Reads the events beyond an index and those that have filled gaps before it, in two steps that each follow the primary
 * key. Axon's own statement joins the two by an {@code or}, for which H2 reads all events there are.
 */
public final class GapQuery {

    private GapQuery() {}

    /** The statement, ready to be executed, as Axon's engine wants it. */
    public static PreparedStatement of(
            Connection connection, EventSchema schema, long index, int batchSize, List<Long> gaps) throws SQLException {
        String rows = "select " + schema.trackedEventFields() + " from " + schema.domainEventTable() + " where "
                + schema.globalIndexColumn();
        PreparedStatement statement = connection.prepareStatement(rows + " > ? and " + schema.globalIndexColumn()
                + " <= ? union all " + rows + " in (" + String.join(",", Collections.nCopies(gaps.size(), "?"))
                + ") order by " + schema.globalIndexColumn());
        statement.setLong(1, index);
        statement.setLong(2, index + batchSize);
        for (int gap = 0; gap < gaps.size(); gap++) {
            statement.setLong(gap + 3, gaps.get(gap));
        }
        return statement;
    }
}
