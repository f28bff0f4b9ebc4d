package io.fluvius.faults;

import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The response to a command. */
record CommandResult(int status, JsonNode body) {

    /** The codes of failures that have a receipt: a repeated command returns the same result. */
    private static final Set<String> FINAL_CODES =
            Set.of("rejected", "unique-value-taken", "already-exists", "not-found", "version-mismatch");

    boolean isSuccess() {
        return status == 200 || status == 201;
    }

    /** Whether every repetition of the command returns this result. */
    boolean isFinal() {
        return isSuccess() || FINAL_CODES.contains(code());
    }

    /** The code of the problem; an empty text on success. */
    String code() {
        return body.path("code").asString("");
    }

    boolean isReplayed() {
        return body.path("replayed").booleanValue(false);
    }

    long version() {
        return body.path("version").longValue();
    }

    long position() {
        return Long.parseLong(body.path("position").stringValue());
    }

    UUID user() {
        return UUID.fromString(body.path("aggregate").path("id").stringValue());
    }
}
