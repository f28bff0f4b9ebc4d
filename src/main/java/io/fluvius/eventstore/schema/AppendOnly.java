package io.fluvius.eventstore.schema;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * The trigger with which H2 refuses every statement that changes or deletes events, also if it would find none. H2 files contain
 * the name of this class, so it must not be renamed. Without the class, H2 refuses these statements too.
 */
public final class AppendOnly implements Trigger {

    /** The same as on PostgreSQL. */
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) throws SQLException {
        throw new SQLException("Events are only appended: update and delete are refused", INSUFFICIENT_PRIVILEGE);
    }
}
