package io.fluvius.personal;

import java.util.Locale;

/** How a store contains personal data. Chosen when the store is made, and the same for all of its events. */
public enum PersonalDataMode {
    /** As any other data. */
    PLAIN,
    /** Encrypted under a key of the person. */
    ENCRYPTED;

    /** The name in settings and in the store: {@code encrypted}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
