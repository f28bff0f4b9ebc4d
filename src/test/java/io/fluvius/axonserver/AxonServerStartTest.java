package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxonServerStartTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:1", "127.0.0.1:1, localhost:1", "db.invalid:8124", "db.invalid", "127.0.0.1:port"})
    void the_start_is_refused_when_no_server_accepts_connections(String servers) {
        StartupRefusedException refusal = catchThrowableOfType(
                StartupRefusedException.class, () -> new AxonServerStart(servers, () -> {}).start());

        assertThat(refusal.reason()).isEqualTo("Axon Server at " + servers + " accepts no connections.");
        assertThat(refusal.remedy()).contains("AXON_SERVERS");
    }

    @Test
    void one_server_that_accepts_connections_is_enough() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AtomicInteger reached = new AtomicInteger();
            AxonServerStart start = new AxonServerStart(
                    "127.0.0.1:1," + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort(),
                    reached::incrementAndGet);

            start.start();

            assertThat(start.isRunning()).isTrue();
            assertThat(reached).hasValue(1);
        }
    }
}
