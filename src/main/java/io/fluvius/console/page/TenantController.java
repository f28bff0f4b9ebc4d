package io.fluvius.console.page;

import io.fluvius.access.AccessPolicy;
import io.fluvius.domain.Tenant;
import io.fluvius.http.TenantFilter;
import io.fluvius.http.header.BrowserCookies;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The choice of the tenant in which a person who may act in several does so, until the browser is closed. */
@Hidden
@Controller
class TenantController {

    private final AccessPolicy access;
    private final BrowserCookies cookies;

    TenantController(AccessPolicy access, BrowserCookies cookies) {
        this.access = access;
        this.cookies = cookies;
    }

    @PostMapping("/console/tenant")
    String choose(@RequestParam String tenant, HttpServletRequest request, HttpServletResponse response) {
        Tenant chosen = access.requireTenant(Tenant.find(tenant.strip())
                .orElseThrow(() -> Problem.of(
                                ProblemCode.MALFORMED_REQUEST,
                                "The name of a tenant has lower-case letters, digits and hyphens")
                        .asException()));
        ResponseCookie cookie = ResponseCookie.from(cookies.name(TenantFilter.COOKIE), chosen.name())
                .path("/")
                .httpOnly(true)
                .secure(cookies.tls() || request.isSecure())
                .sameSite("Strict")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return "redirect:/console";
    }
}
