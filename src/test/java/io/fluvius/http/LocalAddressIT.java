package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Without sign-in, the server listens on a loopback address only. */
class LocalAddressIT {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "", "::", "192.0.2.1"})
    void the_application_does_not_start_on_an_address_that_other_machines_reach(String address) {
        assertThatThrownBy(() -> start(address).close())
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .rootCause()
                .hasMessageContaining("server.address")
                .hasMessageContaining("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3"})
    void the_application_starts_on_a_loopback_address(String address) {
        try (ConfigurableApplicationContext application = start(address)) {
            assertThat(application.isRunning()).isTrue();
        }
    }

    private static ConfigurableApplicationContext start(String address) {
        Stream<String> settings = Stream.concat(
                Stream.of(TestDatabases.freshH2()), Stream.of("server.address=" + address, "server.port=0"));
        return SpringApplication.run(
                FluviusApplication.class, settings.map("--"::concat).toArray(String[]::new));
    }
}
