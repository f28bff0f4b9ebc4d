package io.fluvius.database;

import java.util.function.Function;
import org.jooq.DSLContext;

/** The database as readers see it: the database itself refuses to write. Safe for use by many threads. */
public interface ReadOnlyTransactions {

    /** What a single statement gives; runs on the calling thread. Costs one round trip instead of a transaction's two. */
    <R> R readOnce(Function<DSLContext, R> statement);

    /** What the work gives, done on the calling thread. All of its statements see the database at one moment. */
    <R> R read(Function<DSLContext, R> work);
}
