package io.fluvius.eventstore.unique;

import io.fluvius.domain.UniqueValues;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Unique values that are claimed and released together with the events of the decision that does so, when it commits. A
 * claim that cannot be had fails the decision then; outside of a unit of work that is at once. Safe for use by many threads.
 */
public final class TransactionalUniqueValues implements UniqueValues {

    private final Decision decision;

    /** @param decision gives access to what the current decision, or one made for the occasion, changes */
    public TransactionalUniqueValues(Decision decision) {
        this.decision = decision;
    }

    /** What claims and releases belong to. */
    @FunctionalInterface
    public interface Decision {
        void change(Consumer<ValueChanges> values);
    }

    @Override
    public void claim(String scope, String value, UUID owner) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A unique value has at most " + MAX_LENGTH + " characters");
        }
        decision.change(values -> values.claim(new ValueClaim(scope, value, owner)));
    }

    @Override
    public void release(String scope, String value, UUID owner) {
        decision.change(values -> values.release(new ValueClaim(scope, value, owner)));
    }
}
