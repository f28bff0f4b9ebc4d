package io.fluvius.security.web;

import io.fluvius.security.ApiKeys;
import io.fluvius.security.CallerKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Sessions, of which those that began with an API key end when the key is revoked or expires. */
final class LiveSessions extends HttpSessionSecurityContextRepository {

    private final ApiKeys keys;

    LiveSessions(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        DeferredSecurityContext session = super.loadDeferredContext(request);
        return new Live(session, keys);
    }

    private static final class Live implements DeferredSecurityContext {

        private final DeferredSecurityContext session;
        private final Supplier<SecurityContext> live;

        Live(DeferredSecurityContext session, ApiKeys keys) {
            this.session = session;
            this.live = org.springframework.util.function.SingletonSupplier.of(() -> checked(session.get(), keys));
        }

        private static SecurityContext checked(SecurityContext context, ApiKeys keys) {
            boolean hasEnded = context.getAuthentication() != null
                    && context.getAuthentication().getPrincipal() instanceof CallerKey key
                    && !keys.isLive(key.keyId());
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
