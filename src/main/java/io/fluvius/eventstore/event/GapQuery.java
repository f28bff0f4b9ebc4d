package io.fluvius.eventstore.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;

/**
 * The statement that reads the events after an index and the events that have filled gaps before it. It unites two queries
 * by primary key. Axon's statement combines the two conditions with {@code or}, for which H2 reads the whole table.
 */
public final class GapQuery {

    private GapQuery() {}

    /**
     * Prepares the statement for Axon's engine.
     *
     * @param index the last index that was read
     * @param batchSize the number of indexes after it to read
     * @param gaps the indexes before it to read
     */
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
