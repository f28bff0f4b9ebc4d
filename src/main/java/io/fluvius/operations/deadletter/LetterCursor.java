package io.fluvius.operations.deadletter;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.processing.deadletter.DeadLetterStore.Place;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The text of a place between the pages of a list. */
final class LetterCursor {

    private LetterCursor() {}

    static String of(Instant time, String id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((time + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the place of a cursor, or null without one. Throws {@link ProblemCode#INVALID_QUERY}. */
    static @Nullable Place parse(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length == 2) {
                return new Place(Instant.parse(parts[0]), parts[1]);
            }
        } catch (IllegalArgumentException | DateTimeException malformed) {
            // not a cursor
        }
        throw Problem.of(ProblemCode.INVALID_QUERY, "Invalid cursor")
                .at("/cursor", "is not the cursor of a page of this list")
                .asException();
    }
}
