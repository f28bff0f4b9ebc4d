package io.fluvius.query;

import java.util.UUID;

/** Records each reading of the past of an aggregate whose rows contain personal data. Must be safe for use by many threads. */
@FunctionalInterface
public interface HistoryReads {

    /** The caller of the present thread is about to read the history, or past versions, of an aggregate. */
    void read(String resource, UUID aggregate);
}
