package io.fluvius.access;

import org.springframework.security.core.AuthenticatedPrincipal;

/** The principal of an authentication of Spring Security that says who calls. */
public interface CallerPrincipal extends AuthenticatedPrincipal {

    /** Who calls. */
    Caller caller();

    /** Whether the credentials are still accepted, for a request that lasts. */
    default boolean isStillValid() {
        return true;
    }

    @Override
    default String getName() {
        return caller().name();
    }
}
