package io.fluvius.processing;

import io.fluvius.projection.RebuildTraces;
import io.fluvius.projection.SecondTables;
import org.jooq.DSLContext;

/** The tokens and dead letters of rebuilds in the tables of all tokens and dead letters. */
final class StoredRebuildTraces implements RebuildTraces {

    @Override
    public void adopt(DSLContext transaction, String processingGroup) {
        transaction
                .deleteFrom(ProcessingTables.DEAD_LETTERS)
                .where(ProcessingTables.GROUP.eq(processingGroup))
                .execute();
        transaction
                .update(ProcessingTables.DEAD_LETTERS)
                .set(ProcessingTables.GROUP, processingGroup)
                .where(ProcessingTables.GROUP.eq(SecondTables.processor(processingGroup)))
                .execute();
        delete(transaction, processingGroup);
    }

    @Override
    public void release(DSLContext transaction, String processingGroup, String exceptNode) {
        transaction
                .update(ProcessingTables.TOKENS)
                .setNull(ProcessingTables.OWNER)
                .where(ProcessingTables.PROCESSOR.eq(processingGroup), ProcessingTables.OWNER.ne(exceptNode))
                .execute();
    }

    @Override
    public void delete(DSLContext transaction, String processingGroup) {
        String processor = SecondTables.processor(processingGroup);
        transaction
                .deleteFrom(ProcessingTables.DEAD_LETTERS)
                .where(ProcessingTables.GROUP.eq(processor))
                .execute();
        transaction
                .deleteFrom(ProcessingTables.TOKENS)
                .where(ProcessingTables.PROCESSOR.eq(processor))
                .execute();
    }
}
