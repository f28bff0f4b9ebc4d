package io.fluvius.environment;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that tests stop and start again. */
public final class Ports {

    private static final int FIRST = 20_000;
    /** The kernel assigns higher ports to outgoing connections; one of these could take the port of a stopped server. */
    private static final int LAST = 32_000;

    private Ports() {}

    /** A port that no server uses, and that the kernel assigns to no connection. */
    public static int free() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException used) {
                // try another one
            }
        }
    }
}
