package io.fluvius.http;

import io.fluvius.access.SecurityMode;
import io.fluvius.problem.StartupRefusedException;
import java.net.InetAddress;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;

/** Refuses to start a server that would be reachable from other machines without credentials, or without encryption. */
final class ServedAddress {

    private static final String PLAIN_HTTP = "fluvius.security.plain-http";

    private ServedAddress() {}

    /** @throws StartupRefusedException if the address of the server does not suit the mode of security */
    static void requireSafe(ServerProperties server, Environment settings) {
        if (settings.containsProperty("management.server.port")) {
            throw new StartupRefusedException(
                    "management.server.port is set. Fluvius serves everything on one port, where it checks each request.",
                    "Remove the setting, and read health and metrics at server.port.");
        }
        InetAddress address = server.getAddress();
        if (address != null && address.isLoopbackAddress()) {
            return;
        }
        String given = "server.address is " + (address == null ? "not set" : address);
        if (SecurityMode.of(settings) == SecurityMode.LOCAL) {
            throw new StartupRefusedException(
                    given
                            + ". In the mode local, callers need no credentials, so Fluvius listens on a loopback address only.",
                    "Set server.address to 127.0.0.1, or " + SecurityMode.SETTING
                            + " to keys or oidc, as docs/how-to/put-it-on-a-network.md describes.");
        }
        if (!Ssl.isEnabled(server.getSsl()) && !settings.getProperty(PLAIN_HTTP, Boolean.class, false)) {
            throw new StartupRefusedException(
                    given + ", and the server does not use TLS. Keys and sessions would cross the network in clear.",
                    "Set server.ssl.bundle, or " + PLAIN_HTTP + " to true if a proxy in front of Fluvius uses TLS.");
        }
    }
}
