package io.fluvius.operations.audit;

import io.fluvius.operations.OperatorPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Allows every action, until sign-in is configured. */
final class OpenPolicy implements OperatorPolicy {

    /** Who sends a request without signing in. */
    static final String ANONYMOUS = "anonymous";

    /** Who acts without a request: code of the application, or a command of the command line. */
    static final String APPLICATION = "application";

    @Override
    public String actor() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            String user = attributes.getRequest().getRemoteUser();
            return user == null || user.isBlank() ? ANONYMOUS : user;
        }
        return APPLICATION;
    }

    @Override
    public boolean isAllowed(String actor, String action, @Nullable String target) {
        return true;
    }
}
