package io.fluvius.security;

import io.fluvius.domain.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may reach which route. A route that is not here has no policy, and fails the walk. */
final class ExpectedRoutes {

    /** The callers of the walk: the roles, a caller whom an aggregate stands for, and one with a right that leads nowhere. */
    static final Set<String> CALLERS =
            Set.of(Role.OWNER, Role.OPERATOR, Role.EDITOR, Role.AUDITOR, Role.MACHINE, Role.SELF);

    /** Reached without credentials. */
    static final Set<String> OPEN = Set.of("open");

    private static final Set<String> OPERATIONS_READ = Set.of(Role.OWNER, Role.OPERATOR, Role.AUDITOR);
    private static final Set<String> OPERATIONS_WRITE = Set.of(Role.OWNER, Role.OPERATOR);
    private static final Set<String> READ_ALL = Set.of(Role.OWNER, Role.AUDITOR);

    /** Those whom the command lock-user is allowed to. */
    private static final Set<String> EDITORS = Set.of(Role.OWNER, Role.EDITOR, Role.MACHINE);
    /** Those whom the view of users is allowed to. */
    private static final Set<String> READERS = Set.of(Role.OWNER, Role.EDITOR, Role.AUDITOR, Role.MACHINE, Role.SELF);

    /** The first pattern that matches method and path applies. */
    private static final Map<Pattern, Set<String>> ROUTES = new LinkedHashMap<>();

    static {
        // the documents that explain problems, the assets, sign-in, and the health that load balancers ask for
        route("GET /problems/.*|GET /error|\\S+ /console/login|GET /actuator/health(/.*)?", OPEN);
        // only the server itself forwards to these
        route("POST /error|POST /console/refused", CALLERS);
        route("GET /actuator/.*", OPERATIONS_READ);
        route("GET /api/operations/audit|GET /console/audit", READ_ALL);
        route("\\S+ (/api/operations|/console)/keys(/.*)?", Set.of(Role.OWNER));
        route("GET /api/operations/log/export", READ_ALL);
        route("GET /api/operations/.*", OPERATIONS_READ);
        route("\\S+ /api/operations/.*", OPERATIONS_WRITE);
        route("GET /console/processors/\\{name\\}/reset", OPERATIONS_WRITE);
        route("GET /console/events(/.*)?", READ_ALL);
        route("GET /console/(processors|rebuilds|dead-letters|automations|deadlines|about)(/.*)?", OPERATIONS_READ);
        route("\\S+ /console/(processors|rebuilds|dead-letters|automations|deadlines)(/.*)?", OPERATIONS_WRITE);
        route("\\S+ /console/views/.*", READERS);
        route("\\S+ /console/commands/\\{key\\}", EDITORS);
        route("\\S+ (/|/console(/.*)?)", CALLERS);
        route("GET (/v3/api-docs.*|/swagger-ui.*)", CALLERS);
        // what commands and views allow is asked by each of them
        route("POST /api/commands/\\{key\\}", EDITORS);
        route("\\S+ /api/(meta|commands)(/.*)?", CALLERS);
        route("\\S+ /api/\\{path.*", READERS);
    }

    private ExpectedRoutes() {}

    private static void route(String methodAndPath, Set<String> allowed) {
        ROUTES.put(Pattern.compile(methodAndPath), allowed);
    }

    /** Who may reach a route, such as {@code GET /api/meta}; empty if nothing says so. */
    static Optional<Set<String>> of(String methodAndPath) {
        return ROUTES.entrySet().stream()
                .filter(it -> it.getKey().matcher(methodAndPath).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
