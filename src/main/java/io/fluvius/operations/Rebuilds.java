package io.fluvius.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds views from the events while they serve: into second tables, which then replace the first ones. The views that
 * one projection maintains are rebuilt together. Safe for use by many threads and nodes.
 *
 * <p>Every method throws {@link io.fluvius.problem.ProblemException}: with {@code unknown-resource} if no view has the path,
 * with {@code not-found} if its view was never rebuilt, and with {@code wrong-state} if its rebuild is not in the phase that the
 * operation requires.
 */
public interface Rebuilds {

    /** When the second tables replace the first ones. */
    enum Swap {
        /** When an operator says so. */
        MANUAL,
        /** By itself, if both have the same rows. */
        WHEN_EQUAL,
        /** By itself, whatever the difference is. */
        ALWAYS
    }

    /**
     * A view and its latest rebuild.
     *
     * @param path the path of the view: {@code users}
     * @param processors the processors that maintain it; it can be rebuilt if there is exactly one
     * @param latest null if it was never rebuilt
     */
    record OfView(
            String path, List<String> processors, @Nullable Rebuild latest) {

        public OfView {
            processors = List.copyOf(processors);
        }
    }

    /** Returns all views, in the order of the domains. */
    List<OfView> all();

    /** Returns how much a rebuild of a view would read. */
    ReplayEstimate estimate(String path);

    /**
     * Starts a rebuild. One node runs it; if it dies, another one goes on.
     *
     * @param path the path of a view: {@code users}
     */
    Rebuild start(String path, Swap swap);

    /** Returns the latest rebuild of a view. */
    Rebuild find(String path);

    /** Compares the tables. Waits for the comparison, which can take a minute for millions of rows. */
    RebuildDiff compare(String path);

    /** Replaces the tables. Waits until they are replaced. */
    Rebuild swap(String path);

    /** Ends a rebuild, at any time before its tables are in use, and deletes its tables. Waits until they are deleted. */
    Rebuild discard(String path);
}
