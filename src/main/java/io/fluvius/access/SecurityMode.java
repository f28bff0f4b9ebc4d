package io.fluvius.access;

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

    /** The mode of the settings; {@link #LOCAL} if it is not set. */
    public static SecurityMode of(Environment settings) {
        return settings.getProperty(SETTING, SecurityMode.class, LOCAL);
    }
}
