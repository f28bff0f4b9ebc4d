package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.axonframework.lifecycle.LifecycleHandlerInvocationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

class AxonServerFailureAnalyzerTest {

    private final MockEnvironment settings = new MockEnvironment().withProperty("axon.axonserver.enabled", "true");

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:1", "127.0.0.1:1, localhost:1", "db.invalid:8124", "db.invalid", "127.0.0.1:port"})
    void a_server_that_accepts_no_connections_is_named(String servers) {
        settings.setProperty("axon.axonserver.servers", servers);

        FailureAnalysis analysis = analyze();

        assertThat(analysis.getDescription()).isEqualTo("Axon Server at " + servers + " accepts no connections.");
        assertThat(analysis.getAction()).contains("AXON_SERVERS");
    }

    @Test
    void another_failure_keeps_its_stack_trace() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.setProperty(
                    "axon.axonserver.servers",
                    "127.0.0.1:1," + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());

            assertThat(analyze()).isNull();
        }
    }

    @Test
    void without_axon_server_it_has_nothing_to_say() {
        settings.setProperty("axon.axonserver.enabled", "false");

        assertThat(analyze()).isNull();
    }

    private FailureAnalysis analyze() {
        return new AxonServerFailureAnalyzer(settings)
                .analyze(new IllegalStateException(
                        new LifecycleHandlerInvocationException("start", new IllegalStateException("30 tries"))));
    }
}
