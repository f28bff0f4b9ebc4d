package io.fluvius.axonserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.lifecycle.LifecycleHandlerInvocationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Reports that Axon Server could not be reached while the application started. Axon's exception only says how often it tried. */
final class AxonServerFailureAnalyzer extends AbstractFailureAnalyzer<LifecycleHandlerInvocationException> {

    private static final String SERVERS = "axon.axonserver.servers";
    private static final int DEFAULT_PORT = 8124;
    private static final int TIMEOUT_MILLIS = 1000;

    private final Environment settings;

    AxonServerFailureAnalyzer(Environment settings) {
        this.settings = settings;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, LifecycleHandlerInvocationException failure) {
        if (!settings.getProperty("axon.axonserver.enabled", Boolean.class, true)) {
            return null;
        }
        List<String> servers = Stream.of(
                        settings.getProperty(SERVERS, "localhost").split(","))
                .map(String::strip)
                .toList();
        return servers.stream().anyMatch(AxonServerFailureAnalyzer::accepts)
                ? null
                : new FailureAnalysis(
                        "Axon Server at " + String.join(", ", servers) + " accepts no connections.",
                        "Start Axon Server, or correct " + SERVERS + "; the profile axonserver reads AXON_SERVERS.",
                        failure);
    }

    /** @param server {@code host} or {@code host:port} */
    private static boolean accepts(String server) {
        int colon = server.lastIndexOf(':');
        String host = colon < 0 ? server : server.substring(0, colon);
        try (Socket socket = new Socket()) {
            int port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(server.substring(colon + 1));
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException unreachable) {
            return false;
        }
    }
}
