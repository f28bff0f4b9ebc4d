package io.fluvius.eventstore;

import io.fluvius.kernel.UniqueValues;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.InsertValuesStep3;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Unique values as rows under a unique constraint, written in the caller's transaction. A claim of a value that
 * another transaction is claiming waits until that one ends. Safe for use by many threads.
 */
final class JdbcUniqueValues implements UniqueValues {

    private final DSLContext dsl;

    JdbcUniqueValues(DSLContext dsl) {
        this.dsl = dsl;
    }

    @Override
    public void claim(String scope, String value, UUID owner) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A unique value has at most " + MAX_LENGTH + " characters");
        }
        if (!insert(scope, value, owner) && !owner.equals(holder(scope, value))) {
            throw UniqueValues.taken(scope);
        }
    }

    @Override
    public void release(String scope, String value, UUID owner) {
        dsl.deleteFrom(Tables.UNIQUE_VALUES)
                .where(Tables.SCOPE.eq(scope), Tables.CONTENT.eq(value), Tables.OWNER.eq(owner))
                .execute();
    }

    private boolean insert(String scope, String value, UUID owner) {
        InsertValuesStep3<Record, String, String, UUID> insert = dsl.insertInto(
                        Tables.UNIQUE_VALUES, Tables.SCOPE, Tables.CONTENT, Tables.OWNER)
                .values(scope, value, owner);
        if (dsl.dialect().family() == SQLDialect.POSTGRES) {
            // a violated constraint would end the whole transaction here
            return insert.onConflictDoNothing().execute() == 1;
        }
        try {
            return insert.execute() == 1;
        } catch (DuplicateKeyException held) {
            return false;
        }
    }

    private @Nullable UUID holder(String scope, String value) {
        return dsl.select(Tables.OWNER)
                .from(Tables.UNIQUE_VALUES)
                .where(Tables.SCOPE.eq(scope), Tables.CONTENT.eq(value))
                .fetchOne(Tables.OWNER);
    }
}
