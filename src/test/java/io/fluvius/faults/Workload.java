package io.fluvius.faults;

import java.io.IOException;
import java.util.random.RandomGenerator;

/** What the clients of a {@link Load} do. Safe for use by many threads. */
interface Workload {

    /** Returns the next command of a client. */
    LoadCommand next(RandomGenerator random);

    /**
     * Whether a client can go on after a command that has its final result.
     *
     * @throws IOException when there is no response
     */
    default boolean isSettled(LoadCommand command, ServiceClient node) throws IOException {
        return true;
    }
}
