package io.fluvius.http;

import io.fluvius.problem.StartupRefusedException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for front ends.
 *
 * @param allowedOrigins the origins, beside the server's own, whose pages may send requests, as browsers write them
 */
@ConfigurationProperties("fluvius.http")
record AllowedOriginProperties(@DefaultValue List<String> allowedOrigins) {

    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:]+])(:[1-9]\\d{0,4})?");
    private static final Pattern DEFAULT_PORT = Pattern.compile("http://.*[^:]:80|https://.*[^:]:443");

    /** @throws StartupRefusedException if a value is not an origin, because no page would then have it */
    void requireOrigins() {
        for (String origin : allowedOrigins) {
            if (!ORIGIN.matcher(origin).matches()
                    || DEFAULT_PORT.matcher(origin).matches()) {
                throw new StartupRefusedException(
                        "fluvius.http.allowed-origins has the value " + origin + ", which no page has as its origin.",
                        "Write scheme and host in lower case, and the port unless it is that of the scheme, such as"
                                + " http://localhost:5173 or https://www.example.com.");
            }
        }
    }
}
