package io.fluvius.query;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event in the history of an aggregate.
 *
 * @param sequence the event's sequence number, 0 for the first event of the aggregate
 * @param type the event's type: {@code user.user-created}
 * @param revision the revision of the event's format; null if it has none
 * @param at the time of the event
 * @param eventId the event's identifier: that of its command for the first event of a command, then {@code <id>:1} and so on
 * @param commandId the command that caused the event; null if unknown
 * @param correlationId the first message in the chain of causes; null if unknown
 * @param causationId the event that caused the command, or the command if nothing else caused it; null if unknown
 * @param actor who issued the command; null if unknown
 * @param data the event
 */
public record HistoryEntry(
        long sequence,
        String type,
        @Nullable String revision,
        Instant at,
        String eventId,
        @Nullable UUID commandId,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String actor,
        Record data) {}
