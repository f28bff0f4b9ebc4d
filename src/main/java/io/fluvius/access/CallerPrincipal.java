package io.fluvius.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/** The principal of an authentication of Spring Security that says who calls. */
public interface CallerPrincipal extends AuthenticatedPrincipal {

    /** Who calls. */
    Caller caller();

    /** When the credentials or the session end at the latest; null if nothing says so. */
    default @Nullable Instant endsAt() {
        return null;
    }

    /** Whether the credentials are still accepted, for a request that lasts. */
    default boolean isStillValid() {
        Instant end = endsAt();
        return end == null || Instant.now().isBefore(end);
    }

    @Override
    default String getName() {
        return caller().name();
    }
}
