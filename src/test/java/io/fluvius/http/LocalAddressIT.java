package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;
import io.fluvius.problem.StartupRefusedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Without sign-in, the server listens on a loopback address only, and pages of named origins only reach it. */
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

    @Test
    void the_application_does_not_start_with_a_second_port_that_has_no_filters() {
        assertThatThrownBy(() -> start("127.0.0.1", "management.server.port=0").close())
                .rootCause()
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageStartingWith("management.server.port is set.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3"})
    void the_application_starts_on_a_loopback_address(String address) {
        try (ConfigurableApplicationContext application = start(address)) {
            assertThat(application.isRunning()).isTrue();
        }
    }

    @Test
    void the_application_does_not_start_with_an_origin_that_no_page_has() {
        assertThatThrownBy(() -> start("127.0.0.1", "fluvius.http.allowed-origins=https://www.example.com,*")
                        .close())
                .rootCause()
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageStartingWith(
                        "fluvius.http.allowed-origins has the value *, which no page has as its origin.");
    }

    @Test
    void the_allowed_origins_may_be_a_list() {
        try (ConfigurableApplicationContext application = start(
                "127.0.0.1",
                "fluvius.http.allowed-origins[0]=http://localhost:3000",
                "fluvius.http.allowed-origins[1]=http://localhost:5173")) {
            int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            for (String origin : new String[] {"http://localhost:3000", "http://localhost:5173"}) {
                TestResponse response = new TestRequest(port, "GET", "/api/meta")
                        .header("Origin", origin)
                        .exchange()
                        .is(200);
                assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            }
        }
    }

    private static ConfigurableApplicationContext start(String address, String... others) {
        Stream<String> settings = Stream.concat(
                Stream.concat(Stream.of(TestDatabases.freshH2()), Stream.of(others)),
                Stream.of("server.address=" + address, "server.port=0"));
        return SpringApplication.run(
                FluviusApplication.class, settings.map("--"::concat).toArray(String[]::new));
    }
}
