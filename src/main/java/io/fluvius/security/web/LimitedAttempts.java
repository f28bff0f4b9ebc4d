package io.fluvius.security.web;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

/** Looks at credentials unless too many wrong ones have come from their address. */
final class LimitedAttempts implements AuthenticationProvider {

    private final AuthenticationProvider provider;
    private final FailedAttempts attempts;

    LimitedAttempts(AuthenticationProvider provider, FailedAttempts attempts) {
        this.provider = provider;
        this.attempts = attempts;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication presented) {
        attempts.requireFew(presented);
        return provider.authenticate(presented);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return provider.supports(authentication);
    }
}
