package io.fluvius.query;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of an aggregate's history.
 *
 * @param sequence its number in the history, 0 for the first
 * @param type its name: {@code user.user-created}
 * @param revision the revision of its form; null when it has none
 * @param at when it happened
 * @param eventId its own identifier
 * @param commandId the command that led to it; null when none did
 * @param correlationId the message with which the whole chain began; null when none did
 * @param actor who is answerable for it; null when nobody is known
 * @param data the event itself
 */
public record HistoryEntry(
        long sequence,
        String type,
        @Nullable String revision,
        Instant at,
        UUID eventId,
        @Nullable UUID commandId,
        @Nullable String correlationId,
        @Nullable String actor,
        Record data) {}
