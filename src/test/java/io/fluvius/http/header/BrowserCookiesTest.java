package io.fluvius.http.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

class BrowserCookiesTest {

    private final ServerProperties server = new ServerProperties();
    private final Cookie session = server.getServlet().getSession().getCookie();

    private String name() {
        return BrowserCookies.of(server).name("fluvius-form");
    }

    @Test
    void without_tls_a_name_has_no_prefix() {
        assertThat(name()).isEqualTo("fluvius-form");
    }

    @Test
    void with_tls_a_cookie_is_for_this_host_only() {
        server.setSsl(Ssl.forBundle("server"));

        assertThat(name()).isEqualTo("__Host-fluvius-form");
    }

    @Test
    void behind_a_proxy_with_tls_the_setting_of_the_session_says_so() {
        session.setSecure(true);

        assertThat(name()).isEqualTo("__Host-fluvius-form");
    }

    @Test
    void a_cookie_for_several_hosts_has_no_prefix() {
        server.setSsl(Ssl.forBundle("server"));
        session.setDomain("example.com");

        assertThat(name()).isEqualTo("fluvius-form");
    }
}
