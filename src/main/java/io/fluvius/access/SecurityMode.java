package io.fluvius.access;

import io.fluvius.problem.StartupRefusedException;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** How callers are known: the setting {@code fluvius.security.mode}. */
public enum SecurityMode {
    /** Without credentials, on the loopback address only. Everything is allowed. */
    LOCAL,
    /** Each request has an API key. */
    KEYS,
    /** Each request has an access token of an OpenID provider, an API key, or the session of a person who has signed in there. */
    OIDC;

    /** The name of the setting. */
    public static final String SETTING = "fluvius.security.mode";

    /**
     * The mode of the settings; {@link #LOCAL} if it is not set.
     *
     * @throws StartupRefusedException if the setting is not a mode
     */
    public static SecurityMode of(Environment settings) {
        String text = settings.getProperty(SETTING, LOCAL.name()).strip();
        return Stream.of(values())
                .filter(mode -> mode.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new StartupRefusedException(
                        "The setting " + SETTING + " is " + text + ".", "Set it to local, keys or oidc."));
    }
}
