package io.fluvius.faults;

import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What a client was told about an order. */
record Told(int status, JsonNode body) {

    /** Of these a receipt is kept: sent again, the order is told the same. */
    private static final Set<String> DECIDED =
            Set.of("rejected", "unique-value-taken", "already-exists", "not-found", "version-mismatch");

    boolean isSuccess() {
        return status == 200 || status == 201;
    }

    /** Whether this is the order's outcome, for good. */
    boolean isFinal() {
        return isSuccess() || DECIDED.contains(code());
    }

    /** The code of the problem; empty on success. */
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
