package io.fluvius.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies at startup that a part which Axon or the application can replace is of a kind that loses nothing. */
public final class RequiredPart {

    private static final Logger LOG = LoggerFactory.getLogger(RequiredPart.class);

    private RequiredPart() {}

    /**
     * Logs the class of the part.
     *
     * @param role what the part is, such as {@code token store}
     * @throws StartupRefusedException if the part is not an instance of the expected class
     */
    public static void verify(String role, Class<?> expected, Object part) {
        if (!expected.isInstance(part)) {
            throw new StartupRefusedException(
                    "The " + role + " must be a " + expected.getName() + ", but is a "
                            + part.getClass().getName() + "; events would be lost or unreadable.",
                    "Check the settings that begin with axon, and the beans that replace those of Fluvius.");
        }
        LOG.debug("The {} is {}", role, part.getClass().getName());
    }
}
