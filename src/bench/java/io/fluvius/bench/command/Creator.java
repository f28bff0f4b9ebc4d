package io.fluvius.bench.command;

/** One who makes users of newcomers. Safe for use by many threads. */
interface Creator extends AutoCloseable {

    /** As the report calls it. */
    String name();

    /** Returns when it is durable that there is one more user. */
    void create(NewUser user) throws Exception;

    /** Waits until nothing is left to be done. */
    default void settle() {}

    /** Where each user makes a row. */
    RowCounter rows();

    @Override
    void close();
}
