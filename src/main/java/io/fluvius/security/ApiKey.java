package io.fluvius.security;

import io.fluvius.access.Right;
import io.fluvius.domain.AggregateRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key without its secret, which only its holder knows.
 *
 * @param id the public part of the key, 12 letters and digits
 * @param name the name of the caller. Two live keys can have the same name, so that a key can be replaced without a gap
 * @param roles the roles of the caller
 * @param rights the rights of the caller besides those of its roles
 * @param self the aggregate that stands for the caller; null if no aggregate does
 * @param tenant the name of the tenant in which the caller acts; {@link ApiKeys#EVERY_TENANT} or null for all of them
 * @param createdAt when it was created
 * @param createdBy who created it
 * @param expiresAt until when it is valid; null if it does not expire
 * @param revokedAt when it was revoked; null if it was not
 * @param lastUsedOn the day in UTC on which it was last used; null if it was never used
 */
public record ApiKey(
        String id,
        String name,
        Set<String> roles,
        Set<Right> rights,
        @Nullable AggregateRef self,
        @Nullable String tenant,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable LocalDate lastUsedOn) {

    /** Whether the key is accepted at a point in time. */
    public boolean isLive(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
