package io.fluvius.security.web;

import static io.fluvius.access.Right.AUDIT_READ;
import static io.fluvius.access.Right.EVENTS_READ;
import static io.fluvius.access.Right.KEYS_WRITE;
import static io.fluvius.access.Right.METRICS_READ;
import static io.fluvius.access.Right.OPERATIONS_READ;
import static io.fluvius.access.Right.OPERATIONS_WRITE;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Right;
import java.util.function.Predicate;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * What a caller needs to reach a route at all. Commands and views decide further for themselves. A route that is not named here is
 * refused, so a new one needs a rule; an application adds the rules of its own routes as a {@code SecurityFilterChain} of its own.
 */
final class Routes {

    /** Their requests authenticate themselves; sessions do not count for them, so no page of another server can use them. */
    static final String[] API = {"/api/**", "/actuator/**"};

    /** The pages of operators. */
    private static final String[] OPERATIONS = {
        "/console/processors/**",
        "/console/rebuilds/**",
        "/console/dead-letters/**",
        "/console/automations/**",
        "/console/deadlines/**",
        "/console/about/**"
    };

    private final AccessPolicy access;

    Routes(AccessPolicy access) {
        this.access = access;
    }

    void rules(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry routes) {
        routes.requestMatchers("/console/login", "/console-assets/**", "/problems/**", "/error", "/favicon.ico")
                .permitAll()
                .requestMatchers(HttpMethod.OPTIONS, "/**")
                .permitAll()
                // for load balancers; the details are another matter
                .requestMatchers("/actuator/health/**")
                .permitAll();
        require(METRICS_READ, routes, "/actuator/**");
        require(AUDIT_READ, routes, "/api/operations/audit/**", "/console/audit/**");
        require(KEYS_WRITE, routes, "/api/operations/keys/**", "/console/keys/**");
        routes.requestMatchers(HttpMethod.GET, "/api/operations/**").hasAuthority(OPERATIONS_READ.text());
        routes.requestMatchers(HttpMethod.HEAD, "/api/operations/**").hasAuthority(OPERATIONS_READ.text());
        require(OPERATIONS_WRITE, routes, "/api/operations/**");
        require(EVENTS_READ, routes, "/console/events/**");
        for (String page : OPERATIONS) {
            routes.requestMatchers(HttpMethod.POST, page).hasAuthority(OPERATIONS_WRITE.text());
            require(OPERATIONS_READ, routes, page);
        }
        routes.requestMatchers("/console/views/{path}", "/console/views/{path}/**")
                .access((caller, request) -> decision(request, "path", access::allowsPath));
        routes.requestMatchers("/console/commands/{key}")
                .access((caller, request) -> decision(request, "key", access::allowsKey));
        routes.requestMatchers(
                        "/",
                        "/console/**",
                        "/api/**",
                        "/v3/api-docs/**",
                        "/v3/api-docs.yaml",
                        "/swagger-ui.html",
                        "/swagger-ui/**")
                .authenticated()
                .anyRequest()
                .denyAll();
    }

    private AuthorizationDecision decision(
            RequestAuthorizationContext request, String variable, Predicate<String> isAllowed) {
        String name = request.getVariables().getOrDefault(variable, "");
        return new AuthorizationDecision(access.caller().isKnown() && isAllowed.test(name));
    }

    private static void require(
            Right right,
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry routes,
            String... patterns) {
        routes.requestMatchers(patterns).hasAuthority(right.text());
    }
}
