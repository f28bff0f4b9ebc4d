package io.fluvius.operations;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A dead letter that an operator has evicted. Its event is in the log, but the processor has not handled it.
 *
 * @param letter the letter as it was when it was evicted
 * @param payload the payload of its event
 * @param metadata the metadata of its event
 * @param reason why it was evicted
 */
public record EvictedDeadLetter(
        DeadLetter letter, JsonNode payload, JsonNode metadata, Instant evictedAt, String reason) {}
