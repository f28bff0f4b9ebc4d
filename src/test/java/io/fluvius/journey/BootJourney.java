package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.Domains;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The application boots with its domains. */
abstract class BootJourney {

    @Autowired
    private Domains domains;

    @LocalServerPort
    private int port;

    @Test
    void it_boots() {
        assertThat(domains.named("user").definition().path()).isEqualTo("users");
        assertThat(port).isPositive();
    }
}
