package io.fluvius.eventstore;

import io.fluvius.eventstore.Append.Claim;
import io.fluvius.kernel.UniqueValues;
import java.util.UUID;

/**
 * Unique values that are written together with the events of the decision that claims or releases them. A claim that cannot
 * be had fails the decision when it is written; outside of a unit of work that is at once. Safe for use by many threads.
 */
final class AppendedUniqueValues implements UniqueValues {

    private final AppendWriter writer;

    AppendedUniqueValues(AppendWriter writer) {
        this.writer = writer;
    }

    @Override
    public void claim(String scope, String value, UUID owner) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A unique value has at most " + MAX_LENGTH + " characters");
        }
        PendingAppend.with(writer, pending -> pending.claim(new Claim(scope, value, owner)));
    }

    @Override
    public void release(String scope, String value, UUID owner) {
        PendingAppend.with(writer, pending -> pending.release(new Claim(scope, value, owner)));
    }
}
