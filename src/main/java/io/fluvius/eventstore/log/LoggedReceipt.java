package io.fluvius.eventstore.log;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of a command, in the form in which it is stored.
 *
 * @param commandId the identifier of the command
 * @param command the name of the command; null if the receipt is derived from its events, whose fingerprint determines the command
 * @param resource the resource of the aggregate
 * @param aggregate the identifier of the aggregate
 * @param version the version of the aggregate; null when the command failed
 * @param position the head of the log when the command was handled; null when the command failed
 * @param error the problem as JSON; null when the command succeeded
 * @param fingerprint the hash of the command; null in receipts that an early version stored
 * @param handledAt when the command was handled
 */
public record LoggedReceipt(
        UUID commandId,
        @Nullable String command,
        String resource,
        UUID aggregate,
        @Nullable Long version,
        @Nullable Long position,
        @Nullable String error,
        @Nullable String fingerprint,
        Instant handledAt) {}
