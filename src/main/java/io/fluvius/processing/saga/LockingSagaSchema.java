package io.fluvius.processing.saga;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.axonframework.modelling.saga.repository.jdbc.GenericSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;

/**
 * Locks a saga that is loaded until the transaction ends. Axon allows one thread of a node at a time to change a saga, but another
 * node may execute a deadline of the saga while this node handles an event, and the later one would undo what the earlier one
 * has changed. Immutable.
 */
final class LockingSagaSchema extends GenericSagaSqlSchema {

    LockingSagaSchema(SagaSchema names) {
        super(names);
    }

    @Override
    public PreparedStatement sql_loadSaga(Connection connection, String sagaId) throws SQLException {
        PreparedStatement statement = connection.prepareStatement("select %s, %s, %s from %s where %s = ? for update"
                .formatted(
                        sagaSchema.serializedSagaColumn(),
                        sagaSchema.sagaTypeColumn(),
                        sagaSchema.revisionColumn(),
                        sagaSchema.sagaEntryTable(),
                        sagaSchema.sagaIdColumn()));
        statement.setString(1, sagaId);
        return statement;
    }
}
