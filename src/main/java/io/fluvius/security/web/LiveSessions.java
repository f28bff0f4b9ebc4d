package io.fluvius.security.web;

import io.fluvius.access.CallerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.util.function.SingletonSupplier;

/** Sessions, which end with the credentials with which they began, such as an API key that is revoked, or after their lifetime. */
final class LiveSessions extends HttpSessionSecurityContextRepository {

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Live(super.loadDeferredContext(request));
    }

    private static final class Live implements DeferredSecurityContext {

        private final DeferredSecurityContext session;
        private final Supplier<SecurityContext> live;

        Live(DeferredSecurityContext session) {
            this.session = session;
            this.live = SingletonSupplier.of(() -> checked(session.get()));
        }

        private static SecurityContext checked(SecurityContext context) {
            boolean hasEnded = context.getAuthentication() != null
                    && context.getAuthentication().getPrincipal() instanceof CallerPrincipal caller
                    && !caller.isStillValid();
            return hasEnded ? SecurityContextHolder.createEmptyContext() : context;
        }

        @Override
        public SecurityContext get() {
            return live.get();
        }

        @Override
        public boolean isGenerated() {
            return session.isGenerated();
        }
    }
}
