package io.fluvius.http.request;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** A place between the pages of a list that is ordered by a time, and then by an identifier. */
public record TimeCursor(Instant time, String id) {

    /** The cursor as callers receive it. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((time + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the place of a cursor. Throws {@link ProblemCode#INVALID_QUERY}. */
    public static TimeCursor parse(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length == 2) {
                return new TimeCursor(Instant.parse(parts[0]), parts[1]);
            }
        } catch (IllegalArgumentException | DateTimeException malformed) {
            // not a cursor
        }
        throw invalidException();
    }

    /** The exception for a cursor of another list. */
    public static RuntimeException invalidException() {
        return Problem.of(ProblemCode.INVALID_QUERY, "Invalid cursor")
                .at("/cursor", "is not the cursor of a page of this list")
                .asException();
    }
}
