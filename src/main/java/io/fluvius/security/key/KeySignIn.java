package io.fluvius.security.key;

import io.fluvius.security.ApiKeys;
import io.fluvius.security.CallerKey;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** Signs in to the console with an API key in place of a password. Safe for use by many threads. */
final class KeySignIn implements AuthenticationProvider {

    private final ApiKeys keys;
    private final Duration lifetime;

    /** @param lifetime after which a session ends */
    KeySignIn(ApiKeys keys, Duration lifetime) {
        this.keys = keys;
        this.lifetime = lifetime;
    }

    @Override
    public Authentication authenticate(Authentication authentication) throws AuthenticationException {
        String text = String.valueOf(authentication.getCredentials()).strip();
        CallerKey caller = keys.verify(text)
                .map(it ->
                        KeyText.callerOf(text, it, keys).inSession(Instant.now().plus(lifetime)))
                .orElseThrow(() -> new BadCredentialsException("The API key is not valid"));
        return UsernamePasswordAuthenticationToken.authenticated(caller, null, caller.getAuthorities());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
