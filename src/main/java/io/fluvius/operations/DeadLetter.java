package io.fluvius.operations;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that is parked.
 *
 * @param id identifies the dead letter
 * @param processor the name of the processor that could not handle the event
 * @param event the event
 * @param cause why the latest attempt failed; null for an event that only waits behind an earlier one of its aggregate
 * @param parkedAt when the event was parked
 * @param triedAt when it was tried last; for an event that waits, when it was parked
 * @param ageSeconds how long it has been parked
 * @param attempts how often it was tried
 * @param waiting how many events wait behind it
 * @param links the paths of {@code item}, {@code history} and {@code self}; those of the item only if the event belongs to a
 *     resource
 */
public record DeadLetter(
        String id,
        String processor,
        Event event,
        @Nullable Cause cause,
        Instant parkedAt,
        Instant triedAt,
        long ageSeconds,
        int attempts,
        int waiting,
        Map<String, String> links) {

    /**
     * The event of a dead letter.
     *
     * @param resource the type of its aggregate; null for an event without an aggregate
     * @param aggregateId the identifier of its aggregate; null for an event without one
     * @param version its sequence number in its aggregate
     * @param position its position in the log
     * @param type its logical name: {@code user.user-renamed}
     * @param revision the revision of its format; null if it has none
     * @param at the time when it happened
     */
    public record Event(
            String id,
            @Nullable String resource,
            @Nullable String aggregateId,
            long version,
            String position,
            String type,
            @Nullable String revision,
            Instant at) {}

    /** The type of an exception, and its message without the data of rows; null if it has none. */
    public record Cause(String type, @Nullable String message) {}
}
