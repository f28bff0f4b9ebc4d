package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.environment.Asvs;
import io.fluvius.problem.StartupRefusedException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.mock.env.MockEnvironment;

class ServedAddressTest {

    private final ServerProperties server = new ServerProperties();
    private final MockEnvironment settings = new MockEnvironment();

    @ParameterizedTest
    @ValueSource(strings = {"local", "keys", "oidc", "KEYS"})
    void a_loopback_address_is_safe_in_every_mode(String mode) throws Exception {
        serve("127.0.0.1", mode);

        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void without_credentials_no_other_address_is_safe_even_with_tls() throws Exception {
        serve("192.0.2.1", "local");
        server.setSsl(Ssl.forBundle("server"));

        assertRefused("server.address is /192.0.2.1. In the mode local");
    }

    @Test
    @Asvs("V12.2.1")
    void credentials_do_not_cross_a_network_in_clear() throws Exception {
        serve("0.0.0.0", "keys");

        assertRefused("server.address is /0.0.0.0, and the server does not use TLS");
    }

    @Test
    void an_address_that_is_not_set_is_every_address() throws Exception {
        serve(null, "oidc");

        assertRefused("server.address is not set, and the server does not use TLS");
    }

    @Test
    void tls_makes_an_address_safe() throws Exception {
        serve("0.0.0.0", "keys");
        server.setSsl(Ssl.forBundle("server"));

        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void a_proxy_that_encrypts_makes_an_address_safe() throws Exception {
        serve("0.0.0.0", "keys");
        settings.setProperty("fluvius.security.plain-http", "true");

        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void a_mode_that_does_not_exist_is_refused() throws Exception {
        serve("0.0.0.0", "key");

        assertRefused("The setting fluvius.security.mode is key.");
    }

    private void serve(@Nullable String address, String mode) throws Exception {
        server.setAddress(address == null ? null : InetAddress.getByName(address));
        settings.setProperty("fluvius.security.mode", mode);
    }

    private void require() {
        ServedAddress.requireSafe(server, settings);
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(this::require)
                .withMessageStartingWith(message);
    }
}
