package io.fluvius.http;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.Tenant;
import io.fluvius.http.problem.RefusalPage;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Has a request act in the tenant that its header names or, for a page, that was chosen in the console. A header that names a tenant in
 * which the caller may not act is refused; a choice that is no longer allowed has no effect.
 */
public final class TenantFilter extends OncePerRequestFilter {

    /** The header with the name of the tenant. */
    public static final String HEADER = "Fluvius-Tenant";

    /** The cookie with the name of the tenant that was chosen in the console, see {@link io.fluvius.http.header.BrowserCookies}. */
    public static final String COOKIE = "fluvius-tenant";

    private static final String CONSOLE = "/console";

    private final AccessPolicy access;
    private final CurrentCaller caller;
    private final String cookieName;
    private final List<RefusalPage> pages;

    TenantFilter(AccessPolicy access, CurrentCaller caller, String cookieName, List<RefusalPage> pages) {
        this.access = access;
        this.caller = caller;
        this.cookieName = cookieName;
        this.pages = pages;
    }

    @Override
    @SuppressWarnings("try") // the stay ends with the block
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Tenant> tenant;
        try {
            String header = request.getHeader(HEADER);
            tenant = header == null ? chosen(request) : Optional.of(access.requireTenant(named(header)));
        } catch (ProblemException refused) {
            RefusalPage.respond(refused.problem(), request, response, pages);
            return;
        }
        if (tenant.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            try (CurrentCaller.Stay stay = caller.enter(tenant.get())) {
                chain.doFilter(request, response);
            }
        }
    }

    private static Tenant named(String header) {
        return Tenant.find(header.strip())
                .orElseThrow(
                        () -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The header " + HEADER + " names no tenant")
                                .asException());
    }

    private Optional<Tenant> chosen(HttpServletRequest request) {
        Cookie cookie = access.hasTenants() && request.getRequestURI().startsWith(CONSOLE)
                ? WebUtils.getCookie(request, cookieName)
                : null;
        return cookie == null
                ? Optional.empty()
                : Tenant.find(cookie.getValue()).filter(access::mayActIn);
    }
}
