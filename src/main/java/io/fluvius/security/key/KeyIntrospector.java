package io.fluvius.security.key;

import io.fluvius.security.ApiKeys;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Accepts API keys as bearer tokens. Safe for use by many threads. */
final class KeyIntrospector implements OpaqueTokenIntrospector {

    private final ApiKeys keys;

    KeyIntrospector(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        return keys.verify(token)
                .map(caller -> KeyText.callerOf(token, caller, keys))
                .orElseThrow(() -> new BadOpaqueTokenException("The API key is not valid"));
    }
}
