package io.fluvius.http.command;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the entries of a batch, one after the other, as they arrive. Used by one thread. */
interface BatchEntries {

    /**
     * Waits for the next entry and returns it, or null after the last one.
     *
     * @throws io.fluvius.problem.ProblemException when the entry is malformed or too large; the next call returns the
     *     entry after it, unless {@link #isBroken()}
     */
    @Nullable JsonNode next() throws IOException;

    /** Whether no further entry can be read after a problem. */
    boolean isBroken();

    /** Reads the entries of {@code application/x-ndjson}. */
    static BatchEntries lines(InputStream body) {
        return new NdjsonEntries(body);
    }

    /** Reads the entries of a JSON array. Throws when the body does not begin with an array. */
    static BatchEntries array(InputStream body) {
        return new JsonArrayEntries(body);
    }
}
