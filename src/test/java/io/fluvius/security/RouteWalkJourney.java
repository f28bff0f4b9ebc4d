package io.fluvius.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Role;
import io.fluvius.environment.Asvs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Walks every route of the application as every caller. A new route without a policy fails here. */
abstract class RouteWalkJourney extends WithKeys {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Set<RequestMethod> ANY = Set.of(RequestMethod.GET, RequestMethod.POST);

    @Autowired
    private ApplicationContext context;

    private final Map<String, String> keys = new HashMap<>();

    @BeforeEach
    void create_keys() {
        for (String role : ExpectedRoutes.CALLERS) {
            keys.put(role, role.equals(Role.SELF) ? keyOf(AggregateRef.of("user", UUID.randomUUID())) : key(role));
        }
    }

    @Test
    @Asvs({"V6.3.4", "V8.2.1"})
    void every_route_has_a_policy() {
        assertThat(routes())
                .hasSizeGreaterThan(80)
                .allMatch(route -> ExpectedRoutes.of(route).isPresent());
    }

    @Test
    @Asvs("V8.2.1")
    void without_credentials_only_open_routes_are_reached() {
        assertReachesAsExpected(null);
    }

    @Test
    void wrong_credentials_reach_no_more_than_none() {
        String revoked = key(Role.OWNER);
        ApiKeys.Created owner = create(Set.of(Role.OWNER), Set.of(), null);
        revoke(owner);
        String altered = revoked.substring(0, revoked.length() - 1) + (revoked.endsWith("0") ? "1" : "0");

        for (String wrong : List.of(owner.text(), altered, "flv_", "not-a-key")) {
            // an invalid credential is refused even where none is needed
            assertThat(reached(wrong)).as(wrong.substring(0, 4)).isSubsetOf(expected(null));
        }
    }

    @Test
    @Asvs("V8.2.1")
    void each_role_reaches_its_routes_and_no_other() {
        assertThat(ExpectedRoutes.CALLERS).allSatisfy(this::assertReachesAsExpected);
    }

    private void assertReachesAsExpected(@Nullable String role) {
        Set<String> reached = reached(role == null ? null : keys.get(role));
        Set<String> expected = expected(role);
        assertThat(reached.stream().filter(route -> !expected.contains(route)))
                .as("must not be reached by " + role)
                .isEmpty();
        assertThat(expected.stream().filter(route -> !reached.contains(route)))
                .as("must be reached by " + role)
                .isEmpty();
    }

    /** The routes at which a caller is neither asked for credentials nor refused. */
    private Set<String> reached(@Nullable String key) {
        Set<String> reached = new TreeSet<>();
        for (String route : routes()) {
            if (!isRefused(route, key)) {
                reached.add(route);
            }
        }
        return reached;
    }

    /** Reads no body, because some responses are streams. */
    private boolean isRefused(String route, @Nullable String key) {
        int space = route.indexOf(' ');
        String method = route.substring(0, space);
        String path = path(route.substring(space + 1));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
        if (method.equals("GET")) {
            request.GET();
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(path.startsWith("/api/") ? "{}" : ""))
                    .header(
                            "Content-Type",
                            path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded");
        }
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            HttpResponse<InputStream> response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode() == 401
                    || response.statusCode() == 403
                    || response.headers().firstValue("Location").orElse("").endsWith("/console/login");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Set<String> expected(@Nullable String role) {
        Set<String> expected = new TreeSet<>();
        for (String route : routes()) {
            Set<String> allowed = ExpectedRoutes.of(route).orElseThrow();
            if (allowed.equals(ExpectedRoutes.OPEN) || role != null && allowed.contains(role)) {
                expected.add(route);
            }
        }
        return expected;
    }

    /** Each method and pattern that a controller or the actuator maps. */
    private Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .forEach(info -> {
                    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                    (methods.isEmpty() ? ANY : methods)
                            .forEach(method ->
                                    info.getPatternValues().forEach(pattern -> routes.add(method + " " + pattern)));
                });
        return routes;
    }

    /** A path of a pattern, at which nothing is found, or a form or a body is missing. */
    private static String path(String pattern) {
        boolean isOfView = pattern.startsWith("/api/{path") || pattern.startsWith("/console/views/");
        // members have no demo data
        String view = pattern.endsWith("/demo") ? "memberships" : "users";
        return pattern.replaceAll("\\{path[^}]*\\}", isOfView ? view : "none")
                .replaceAll("\\{\\*[^}]*\\}", "nothing")
                .replaceAll("\\{key[^}]*\\}", "lock-user")
                .replaceAll("\\{(id|run)[^/]*\\}", UUID.randomUUID().toString())
                .replaceAll("\\{[^/]*\\}", "none");
    }
}
