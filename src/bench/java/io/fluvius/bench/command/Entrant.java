package io.fluvius.bench.command;

import io.fluvius.bench.Contender;

/**
 * One who takes part in a {@link Race}.
 *
 * @param work returns when what it does is durable, and makes a row
 * @param rows where
 */
record Entrant(String name, Work work, Contender.Settle settle, Rows rows) {

    /** Something that is done again and again. */
    @FunctionalInterface
    interface Work {

        void run() throws Exception;
    }

    /** Who creates newcomers. */
    static Entrant of(Creator creator) {
        return new Entrant(creator.name(), () -> creator.create(Newcomer.next()), creator::settle, creator.rows());
    }
}
