package io.fluvius.operations;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Everything about a dead letter, for operators.
 *
 * @param letter the letter
 * @param payload the payload of its event, as it is stored
 * @param metadata the metadata of its event
 * @param attempts the attempts to handle it, the latest first; of many, the first one and the latest twenty
 * @param behind the letters that wait behind it in their order, at most {@value #MAX_BEHIND} of them
 */
public record DeadLetterDetails(
        DeadLetter letter, JsonNode payload, JsonNode metadata, List<Attempt> attempts, List<DeadLetter> behind) {

    public static final int MAX_BEHIND = 100;

    public DeadLetterDetails {
        attempts = List.copyOf(attempts);
        behind = List.copyOf(behind);
    }

    /**
     * An attempt that failed.
     *
     * @param number counts the attempts from 1; the first one parked the event
     * @param at when it failed
     * @param node the node that made it
     * @param stackTrace the stack trace of the exception, without the data of rows
     */
    public record Attempt(int number, Instant at, String node, DeadLetter.Cause cause, String stackTrace) {}
}
