package io.fluvius.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A recorded action of an operator.
 *
 * @param id identifies the record
 * @param action its name, in kebab case: {@code reset-processor}
 * @param target what it acted on, such as the name of a processor; null if it acted on everything of its kind
 * @param details its parameters, such as a reason, as a JSON object
 * @param actor who ran it
 * @param node the node that ran it
 * @param endedAt when it ended; null while it runs, and for ever if its node died meanwhile
 * @param problem the code of the problem with which it was refused or failed; null otherwise
 * @param message the detail of that problem; null without one
 */
public record OperatorAction(
        UUID id,
        String action,
        @Nullable String target,
        JsonNode details,
        String actor,
        String node,
        Instant startedAt,
        @Nullable Instant endedAt,
        Outcome outcome,
        @Nullable String problem,
        @Nullable String message) {

    /** How an action has ended. */
    public enum Outcome {
        /** It runs. If its node no longer does, the outcome is unknown: a part of it may be done. */
        STARTED,
        /** It has succeeded. */
        DONE,
        /** It was not allowed or not possible, and nothing was done. */
        REFUSED,
        /** It has failed, and a part of it may be done. */
        FAILED;

        /** The outcome in lower case, as callers receive it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the outcome with a text; empty if no outcome has it. */
        public static Optional<Outcome> of(String text) {
            return Stream.of(values()).filter(it -> it.text().equals(text)).findFirst();
        }
    }
}
