package io.fluvius.http.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Principal;
import java.util.Arrays;
import java.util.HexFormat;

/** Tells callers apart. */
public final class Callers {

    /** The part of an IPv6 address that belongs to one network; its owner chooses the rest freely. */
    private static final int NETWORK_BYTES = 8;

    private Callers() {}

    /** The name of the caller, or its network address if it is not authenticated. */
    public static String of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null ? address(request.getRemoteAddr()) : "name " + principal.getName();
    }

    /** The part of a network address that tells networks apart. */
    public static String address(String text) {
        if (!text.contains(":")) {
            return text;
        }
        try {
            // a literal, which is not looked up
            return InetAddress.getByName(text) instanceof Inet6Address address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                    : text;
        } catch (UnknownHostException noAddress) {
            return text;
        }
    }
}
