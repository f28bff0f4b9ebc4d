package io.fluvius.bench.command;

import io.fluvius.bench.Contender;

/**
 * A contender of a {@link WriteScenario}.
 *
 * @param work inserts one row into each table of {@code rows}; returns when the rows are durable
 * @param rows counts the inserted rows
 */
record WriteContender(String name, Work work, Contender.Settle settle, RowCounter rows) {

    /** The work of a call. */
    @FunctionalInterface
    interface Work {

        void run() throws Exception;
    }

    /** Returns a contender that creates users. */
    static WriteContender of(Creator creator) {
        return new WriteContender(
                creator.name(), () -> creator.create(NewUser.next()), creator::settle, creator.rows());
    }
}
