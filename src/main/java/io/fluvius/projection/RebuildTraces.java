package io.fluvius.projection;

import org.jooq.DSLContext;

/** The tokens and dead letters of rebuilds. Every method is part of the transaction of the caller. */
public interface RebuildTraces {

    /** Replaces the dead letters of a processing group by those of its rebuild, whose tokens are deleted. */
    void adopt(DSLContext transaction, String processingGroup);

    /**
     * Takes the tokens of a processor from the nodes other than this one. What they have not committed is rolled back, and
     * they have to claim the tokens again, which those of an earlier version cannot.
     */
    void release(DSLContext transaction, String processingGroup, String exceptNode);

    /** Deletes the tokens and dead letters of a rebuild. */
    void delete(DSLContext transaction, String processingGroup);
}
