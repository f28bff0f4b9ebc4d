package io.fluvius.http.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SecurityHeadersTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/users");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    @Asvs("V3.4.1")
    void a_browser_is_kept_on_tls_by_connections_with_tls_only() {
        assertThat(strictTransportSecurity()).isNull();

        request.setSecure(true);

        assertThat(strictTransportSecurity()).isEqualTo("max-age=31536000 ; includeSubDomains");
    }

    @Test
    void the_first_policy_that_has_the_path_applies() {
        write(new PagePolicy(List.of("/api/users"), "first"), new PagePolicy(List.of("/api"), "second"));

        assertThat(response.getHeader("Content-Security-Policy")).isEqualTo("first");
    }

    @Test
    void pages_of_an_application_have_the_policy_that_they_declare() {
        request.setRequestURI("/apiary");

        write(new PagePolicy(List.of("/api"), PagePolicy.NOTHING), new PagePolicy(List.of("/"), "root"));

        assertThat(response.getHeader("Content-Security-Policy")).isNull();
        assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private Object strictTransportSecurity() {
        write();
        return response.getHeader("Strict-Transport-Security");
    }

    private void write(PagePolicy... policies) {
        new SecurityHeaders(List.of(policies)).writers().forEach(it -> it.writeHeaders(request, response));
    }
}
