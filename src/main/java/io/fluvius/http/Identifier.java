package io.fluvius.http;

import io.fluvius.kernel.Identifiers;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import java.util.UUID;

/** The id in a path. */
final class Identifier {

    private Identifier() {}

    /** Throws {@link ProblemCode#MALFORMED_REQUEST} for a text that is no UUID. */
    static UUID of(String text) {
        return Identifiers.parse(text)
                .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The id in the path is not a UUID")
                        .at("/id", Identifiers.EXPECTED)
                        .asException());
    }
}
