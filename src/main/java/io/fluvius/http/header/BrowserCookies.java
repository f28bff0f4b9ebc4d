package io.fluvius.http.header;

import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

/**
 * How the cookies of the console are named. With TLS their names have the prefix {@code __Host-}: a browser then accepts and sends them over TLS
 * only, and accepts them from this host only, so that neither a neighbouring host nor the network can replace them (RFC 6265bis,
 * section 4.1.3.2). Such a cookie needs the attribute {@code Secure} and the path {@code /}.
 *
 * @param tls whether browsers reach this server over TLS only
 */
public record BrowserCookies(boolean tls) {

    private static final String PREFIX = "__Host-";

    /** Of a server that has a certificate, or whose cookies are declared to be for TLS because something in front of it has one. */
    public static BrowserCookies of(ServerProperties server) {
        Cookie session = server.getServlet().getSession().getCookie();
        boolean tls = Ssl.isEnabled(server.getSsl()) || Boolean.TRUE.equals(session.getSecure());
        // a cookie with a domain is for several hosts
        return new BrowserCookies(tls && session.getDomain() == null);
    }

    /** The full name of a cookie. */
    public String name(String name) {
        return tls ? PREFIX + name : name;
    }
}
