package io.fluvius.security;

import io.fluvius.access.Caller;
import io.fluvius.access.CallerPrincipal;
import java.util.Collection;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * A caller that has presented an API key.
 *
 * @param caller who calls
 * @param keyId the id of the key
 * @param live tells whether the key is still accepted
 */
public record CallerKey(Caller caller, String keyId, BooleanSupplier live)
        implements CallerPrincipal, OAuth2AuthenticatedPrincipal {

    @Override
    public boolean isStillValid() {
        return live.getAsBoolean();
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
