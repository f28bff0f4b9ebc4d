package io.fluvius.security.web;

import io.fluvius.security.ApiKeys;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/** Tells API keys from access tokens by how they begin. */
final class Bearers implements AuthenticationManagerResolver<HttpServletRequest> {

    private final BearerTokenResolver header;
    private final AuthenticationManager keys;
    private final AuthenticationManager tokens;

    Bearers(BearerTokenResolver header, AuthenticationManager keys, AuthenticationManager tokens) {
        this.header = header;
        this.keys = keys;
        this.tokens = tokens;
    }

    @Override
    public AuthenticationManager resolve(HttpServletRequest request) {
        String token = header.resolve(request);
        return token != null && token.startsWith(ApiKeys.TEXT_PREFIX) ? keys : tokens;
    }
}
