package io.fluvius.security.web;

import io.fluvius.access.CallerPrincipal;
import io.fluvius.access.CurrentCaller;
import io.fluvius.operations.OperatorActions;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;

/**
 * Records in the audit who signs in to the console and who signs out, as the actions {@code sign-in} and {@code sign-out}. Safe for use by many
 * threads.
 */
final class SignIns {

    private final OperatorActions actions;
    private final CurrentCaller callers;

    SignIns(OperatorActions actions, CurrentCaller callers) {
        this.actions = actions;
        this.callers = callers;
    }

    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        record("sign-in", event.getAuthentication());
    }

    @EventListener
    void signedOut(LogoutSuccessEvent event) {
        record("sign-out", event.getAuthentication());
    }

    private void record(String action, Authentication authentication) {
        if (authentication.getPrincipal() instanceof CallerPrincipal principal) {
            callers.call(principal.caller(), () -> {
                actions.note(action, "console", Map.of("with", means(authentication)));
                return principal;
            });
        }
    }

    private static String means(Authentication authentication) {
        return authentication instanceof OAuth2AuthenticationToken token
                ? token.getAuthorizedClientRegistrationId()
                : "API key";
    }
}
