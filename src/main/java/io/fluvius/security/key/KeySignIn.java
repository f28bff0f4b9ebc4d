package io.fluvius.security.key;

import io.fluvius.security.ApiKeys;
import io.fluvius.security.CallerKey;
import io.fluvius.security.ConsoleSessions;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** Signs in to the console with an API key in place of a password. Safe for use by many threads. */
final class KeySignIn implements AuthenticationProvider {

    private final ApiKeys keys;
    private final ConsoleSessions sessions;

    KeySignIn(ApiKeys keys, ConsoleSessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    @Override
    public Authentication authenticate(Authentication authentication) throws AuthenticationException {
        String text = String.valueOf(authentication.getCredentials()).strip();
        CallerKey caller = keys.verify(text)
                .map(it -> KeyText.callerOf(text, it, keys).inSession(sessions.begin(it, "API key")))
                .orElseThrow(() -> new BadCredentialsException("The API key is not valid"));
        return UsernamePasswordAuthenticationToken.authenticated(caller, null, caller.getAuthorities());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
