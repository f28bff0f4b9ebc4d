package io.fluvius.http.request;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.UUID;

/** Parses the id in a path. */
public final class PathIdentifier {

    private PathIdentifier() {}

    /** Throws {@link ProblemCode#MALFORMED_REQUEST} unless the text is a UUID. */
    public static UUID parse(String text) {
        return Identifiers.parse(text)
                .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The id in the path is not a UUID")
                        .at("/id", Identifiers.EXPECTED)
                        .asException());
    }
}
