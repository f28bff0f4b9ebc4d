package io.fluvius.http;

import io.fluvius.problem.StartupRefusedException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;

/** Refuses to start a server that would be reachable from other machines, because there is no sign-in yet. */
final class LoopbackAddressCheck implements InitializingBean {

    private final @Nullable InetAddress address;

    LoopbackAddressCheck(@Nullable InetAddress address) {
        this.address = address;
    }

    @Override
    public void afterPropertiesSet() {
        if (address == null || !address.isLoopbackAddress()) {
            throw new StartupRefusedException(
                    "server.address is " + (address == null ? "not set" : address)
                            + ". Without sign-in, Fluvius listens on a loopback address only.",
                    "Set server.address to 127.0.0.1.");
        }
    }
}
