package io.fluvius.access;

import io.fluvius.domain.Role;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The rights of the roles that Fluvius knows. */
final class RoleRights {

    private static final Map<String, Set<Right>> RIGHTS = Map.of(
            Role.OWNER, EnumSet.allOf(Right.class),
            Role.OPERATOR, EnumSet.of(Right.OPERATIONS_READ, Right.OPERATIONS_WRITE, Right.METRICS_READ),
            Role.EDITOR, EnumSet.of(Right.PERSONAL_DATA_READ),
            Role.AUDITOR,
                    EnumSet.of(
                            Right.READ,
                            Right.EVENTS_READ,
                            Right.PERSONAL_DATA_READ,
                            Right.OPERATIONS_READ,
                            Right.METRICS_READ,
                            Right.AUDIT_READ));

    private RoleRights() {}

    /** The rights of a role; empty for roles of the application. */
    static Set<Right> of(String role) {
        return RIGHTS.getOrDefault(role, Set.of());
    }
}
