package io.fluvius.eventstore.receipt;

import io.fluvius.domain.text.StoredJson;
import io.fluvius.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of problems in receipts. Safe for use by many threads. */
public final class ProblemCodec {

    /** Reads whole numbers as {@code Long}, the type that the members of a problem have. */
    private final JsonMapper json = StoredJson.mapper()
            .rebuild()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    public @Nullable String encode(@Nullable Problem problem) {
        return problem == null ? null : json.writeValueAsString(problem);
    }

    @Nullable Problem decode(@Nullable String text) {
        return text == null ? null : json.readValue(text, Problem.class);
    }
}
