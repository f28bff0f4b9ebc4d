package io.fluvius.axonserver;

import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/**
 * Refuses to start when no Axon Server accepts connections, for which Axon would try for seconds, and then say only how often; or when
 * an import was interrupted.
 */
final class AxonServerStart implements SmartLifecycle {

    private static final int DEFAULT_PORT = 8124;
    private static final int TIMEOUT_MILLIS = 1000;

    private final List<String> servers;
    private final Runnable whenReachable;
    private volatile boolean isRunning;

    /**
     * Creates an instance.
     *
     * @param servers {@code host} or {@code host:port}, separated by commas
     * @param whenReachable called when one of them accepts connections
     */
    AxonServerStart(String servers, Runnable whenReachable) {
        this.servers = Stream.of(servers.split(",")).map(String::strip).toList();
        this.whenReachable = whenReachable;
    }

    /** @throws StartupRefusedException if no server accepts connections */
    @Override
    public void start() {
        if (servers.stream().noneMatch(AxonServerStart::accepts)) {
            throw new StartupRefusedException(
                    "Axon Server at " + String.join(", ", servers) + " accepts no connections.",
                    "Start Axon Server, or correct axon.axonserver.servers; the profile axonserver reads AXON_SERVERS.");
        }
        whenReachable.run();
        isRunning = true;
    }

    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** Before the message buses connect. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

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
