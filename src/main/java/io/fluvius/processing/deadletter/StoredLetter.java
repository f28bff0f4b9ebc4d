package io.fluvius.processing.deadletter;

import io.fluvius.domain.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that is parked as a dead letter.
 *
 * @param id the identifier of the letter
 * @param processingGroup the processor that could not handle the event
 * @param sequence the events that are handled in their order have the same: the identifier of the aggregate
 * @param event the identifier of the event
 * @param resource the type of the aggregate; null for an event without an aggregate
 * @param aggregate its identifier; null for an event without an aggregate
 * @param version the sequence number of the event in its aggregate
 * @param position its position; {@link Position#START} if it is not known
 * @param type its logical name
 * @param revision the revision of its payload
 * @param happenedAt the time of the event
 * @param parkedAt when the letter was enqueued
 * @param triedAt when the event was tried last; for one that waits, when it was enqueued
 * @param causeType the type of the exception of the latest attempt; null for an event that only waits behind another one
 * @param causeMessage its message, without the data of rows
 * @param attempts how often the event was tried
 * @param waiting how many letters wait behind this one
 */
public record StoredLetter(
        String id,
        String processingGroup,
        String sequence,
        String event,
        @Nullable String resource,
        @Nullable String aggregate,
        long version,
        Position position,
        String type,
        @Nullable String revision,
        Instant happenedAt,
        Instant parkedAt,
        Instant triedAt,
        @Nullable String causeType,
        @Nullable String causeMessage,
        int attempts,
        int waiting) {

    /** An attempt to handle the event that failed, with the node that made it and the stack trace of the exception. */
    public record Attempt(
            int number,
            Instant at,
            String node,
            String causeType,
            @Nullable String causeMessage,
            String stackTrace) {}

    /** What the event says: its payload and its metadata as JSON. */
    public record Content(String payload, String metadata) {}

    /** A letter that an operator has evicted. Nothing waits behind it. */
    public record Evicted(StoredLetter letter, Content content, Instant at, String reason) {}
}
