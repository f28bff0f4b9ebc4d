package io.fluvius.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.access.Access;
import io.fluvius.http.header.BrowserCookies;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TenantControllerTest {

    private static String cookie(boolean tls) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new TenantController(Access.open(), new BrowserCookies(tls))
                .choose("main", new MockHttpServletRequest(), response);
        return String.valueOf(response.getHeader("Set-Cookie"));
    }

    @Test
    void with_tls_the_cookie_of_the_tenant_is_for_this_host_only() {
        assertThat(cookie(true)).startsWith("__Host-fluvius-tenant=main").contains("; Path=/;", "; Secure");
    }

    @Test
    void without_tls_a_browser_would_refuse_such_a_cookie() {
        assertThat(cookie(false)).startsWith("fluvius-tenant=main").doesNotContain("Secure");
    }
}
