package io.fluvius.console.page;

import io.fluvius.access.CallerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * How long a person stays signed in.
 *
 * @param idle after how many seconds without a request the session ends
 * @param left after how many seconds it ends in any case, from now on; null if it does not
 */
public record BrowserSession(int idle, @Nullable Long left) {

    /** The session of a request; null if it has none, or one that does not end by itself. */
    public static @Nullable BrowserSession of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null || session.getMaxInactiveInterval() <= 0
                ? null
                : new BrowserSession(session.getMaxInactiveInterval(), left(request));
    }

    private static @Nullable Long left(HttpServletRequest request) {
        Instant end = request.getUserPrincipal() instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof CallerPrincipal caller
                ? caller.endsAt()
                : null;
        return end == null ? null : Duration.between(Instant.now(), end).toSeconds();
    }
}
