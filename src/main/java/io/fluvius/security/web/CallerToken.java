package io.fluvius.security.web;

import io.fluvius.access.Caller;
import io.fluvius.access.CallerPrincipal;
import io.fluvius.security.Authorities;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/** A caller that has presented an access token. */
final class CallerToken extends AbstractOAuth2TokenAuthenticationToken<Jwt> {

    private static final long serialVersionUID = 1;

    private record Principal(Caller caller, @Nullable Instant endsAt) implements CallerPrincipal {}

    CallerToken(Jwt token, Caller caller) {
        super(token, new Principal(caller, token.getExpiresAt()), token, Authorities.of(caller));
        setAuthenticated(true);
    }

    @Override
    public Map<String, Object> getTokenAttributes() {
        return getToken().getClaims();
    }
}
