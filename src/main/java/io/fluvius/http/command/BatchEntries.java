package io.fluvius.http.command;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The entries of a batch, one after the other as they arrive. Used by one thread. */
interface BatchEntries {

    /**
     * The next entry, or null after the last one; waits for it.
     *
     * @throws io.fluvius.problem.ProblemException when the entry is none; later ones can be asked for unless
     *     {@link #isBroken()}
     */
    @Nullable JsonNode next() throws IOException;

    /** Whether nothing more can be read after a problem. */
    boolean isBroken();

    /** The entries of {@code application/x-ndjson}. */
    static BatchEntries lines(InputStream body) {
        return new NdjsonEntries(body);
    }

    /** The entries of a JSON array. Throws when the body is none. */
    static BatchEntries array(InputStream body) throws IOException {
        return new JsonArrayEntries(body);
    }
}
