package io.fluvius.security;

import io.fluvius.access.Caller;
import io.fluvius.access.CallerPrincipal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * A caller that has presented an API key.
 *
 * @param caller who calls
 * @param keyId the id of the key
 * @param live tells whether the key is still accepted
 * @param endsAt when the session that began with the key ends; null for a request with the key
 */
public record CallerKey(
        Caller caller,
        String keyId,
        BooleanSupplier live,
        @Nullable Instant endsAt) implements CallerPrincipal, OAuth2AuthenticatedPrincipal {

    @Override
    public boolean isStillValid() {
        return CallerPrincipal.super.isStillValid() && live.getAsBoolean();
    }

    /** The same caller, in a session that ends at a time. */
    public CallerKey inSession(Instant end) {
        return new CallerKey(caller, keyId, live, end);
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return Authorities.of(caller);
    }

    @Override
    public String getName() {
        return caller.name();
    }
}
