package io.fluvius.eventstore.event;

import io.fluvius.personal.DataKey;
import java.util.UUID;

/** Where the keys come from with which events are encrypted. */
@FunctionalInterface
public interface KeySource {

    /**
     * Returns the key of a person, or creates it.
     *
     * @param isFirst whether it is the first event of the person
     */
    DataKey key(UUID person, boolean isFirst);
}
