package io.fluvius.projection;

import org.jooq.DSLContext;

/** The tokens and dead letters of rebuilds. Every method is part of the transaction of the caller. */
public interface RebuildTraces {

    /** Replaces the dead letters of a processing group by those of its rebuild, whose tokens are deleted. */
    void adopt(DSLContext transaction, String processingGroup);

    /** Deletes the tokens and dead letters of a rebuild. */
    void delete(DSLContext transaction, String processingGroup);
}
