package io.fluvius.processing.deadletter;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.processing.ProcessingTables;
import io.fluvius.progress.ParkedEvents;
import java.util.Set;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** The dead letters in the database. Safe for use by many threads. */
final class StoredParkedEvents implements ParkedEvents {

    private final ReadOnlyDatabase database;

    StoredParkedEvents(ReadOnlyDatabase database) {
        this.database = database;
    }

    @Override
    public Set<String> aggregates(String processingGroup, @Nullable String aggregate) {
        Condition ofGroup = ProcessingTables.GROUP.eq(processingGroup);
        Condition wanted = aggregate == null ? ofGroup : ofGroup.and(ProcessingTables.SEQUENCE.eq(aggregate));
        return database.readOnce(statement -> statement
                .selectDistinct(ProcessingTables.SEQUENCE)
                .from(ProcessingTables.DEAD_LETTERS)
                .where(wanted)
                .fetchSet(ProcessingTables.SEQUENCE));
    }
}
