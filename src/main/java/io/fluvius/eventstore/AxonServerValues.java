package io.fluvius.eventstore;

import io.fluvius.eventstore.Append.Claim;
import io.fluvius.kernel.UniqueValues;
import java.util.UUID;

/**
 * Unique values beside Axon Server: those of a decision are noted before its events are sent, and claimed or released for
 * good when they are there. A claim that cannot be had fails the decision when it is noted; outside of a unit of work that
 * is at once. Safe for use by many threads.
 */
final class AxonServerValues implements UniqueValues {

    private final AxonServerAppends appends;

    AxonServerValues(AxonServerAppends appends) {
        this.appends = appends;
    }

    @Override
    public void claim(String scope, String value, UUID owner) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A unique value has at most " + MAX_LENGTH + " characters");
        }
        appends.with(append -> append.claim(new Claim(scope, value, owner)));
    }

    @Override
    public void release(String scope, String value, UUID owner) {
        appends.with(append -> append.release(new Claim(scope, value, owner)));
    }
}
