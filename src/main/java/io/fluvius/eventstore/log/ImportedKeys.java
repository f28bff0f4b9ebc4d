package io.fluvius.eventstore.log;

import io.fluvius.eventstore.event.KeySource;
import io.fluvius.eventstore.event.NewKeys;
import io.fluvius.personal.DataKey;
import io.fluvius.personal.NewKey;
import io.fluvius.personal.PersonalKeyTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;

/**
 * The keys of the persons in an imported log, which are stored in the transaction of the import. Memory grows with the number of
 * persons, by some 200 bytes each. Belongs to one transaction.
 */
final class ImportedKeys implements KeySource, AutoCloseable {

    private final NewKeys keys;
    private final BatchInsert rows;
    private final boolean areNew;

    ImportedKeys(Connection connection, NewKeys keys) throws SQLException {
        this.keys = keys;
        this.areNew = !DSL.using(connection).fetchExists(PersonalKeyTables.KEYS);
        this.rows = new BatchInsert(
                connection,
                PersonalKeyTables.KEYS,
                List.of(PersonalKeyTables.PERSON, PersonalKeyTables.DATA_KEY, PersonalKeyTables.MASTER_KEY));
    }

    @Override
    public DataKey key(UUID person, boolean isFirst) {
        return keys.key(person, areNew);
    }

    void write() throws SQLException {
        for (NewKey key : keys.created()) {
            rows.add(key.person(), key.wrapped(), key.masterKey());
        }
        rows.write();
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
