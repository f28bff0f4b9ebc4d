package io.fluvius.operations.audit;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Right;
import io.fluvius.operations.OperatorPolicy;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;

/** Allows actions by the rights of the caller. Actions that are not named here are those of operators. */
final class CallerPolicy implements OperatorPolicy {

    /** Who acts without a request in the mode {@code local}: code of the application, or a command of the command line. */
    static final String APPLICATION = "application";

    private static final Set<Right> OPERATORS = Set.of(Right.OPERATIONS_WRITE);

    private static final Map<String, Set<Right>> RIGHTS = Map.of(
            "create-key", Set.of(Right.KEYS_WRITE),
            "revoke-key", Set.of(Right.KEYS_WRITE),
            "export-log", Set.of(Right.EVENTS_READ, Right.PERSONAL_DATA_READ),
            // what they do is asked for each command and for each row
            "export-rows", Set.of(),
            "send-commands", Set.of(),
            "create-demo-data", Set.of());

    private final AccessPolicy access;

    CallerPolicy(AccessPolicy access) {
        this.access = access;
    }

    @Override
    public String actor() {
        boolean isLocalCode = access.isOpen() && RequestContextHolder.getRequestAttributes() == null;
        return isLocalCode ? APPLICATION : access.caller().name();
    }

    @Override
    public boolean isAllowed(String actor, String action, @Nullable String target) {
        return access.caller().isKnown()
                && RIGHTS.getOrDefault(action, OPERATORS).stream().allMatch(access::allows);
    }
}
