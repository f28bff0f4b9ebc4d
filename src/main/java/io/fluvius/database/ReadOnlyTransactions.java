package io.fluvius.database;

import java.util.function.Function;
import org.jooq.DSLContext;

/** Read access to the database, which itself rejects writes on this path. Safe for use by many threads. */
public interface ReadOnlyTransactions {

    /** Runs a single statement on the calling thread and returns its result: one round trip, where a transaction takes two. */
    <R> R readOnce(Function<DSLContext, R> statement);

    /** Runs statements on the calling thread and returns their result. All of them see the same snapshot. */
    <R> R read(Function<DSLContext, R> work);
}
