package io.fluvius.http.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the entries of a batch, one after the other, as they arrive. Used by one thread. */
interface BatchEntries {

    /**
     * Waits for the next entry and returns it, or null after the last one that can be read.
     *
     * @throws io.fluvius.problem.ProblemException when the entry is malformed or too large; the next call returns the
     *     entry after it, or null if the beginning of that entry cannot be found
     */
    @Nullable JsonNode next() throws IOException;
}
