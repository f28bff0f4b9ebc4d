package io.fluvius.eventstore.unique;

import io.fluvius.domain.UniqueValues;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Unique values that are claimed and released together with the events of a decision, when its unit of work commits. The
 * commit fails when another aggregate owns a claimed value. Outside of a unit of work the change takes effect at once.
 * Safe for use by many threads.
 */
public final class TransactionalUniqueValues implements UniqueValues {

    private final CurrentChanges current;

    /** @param current the changes of the current unit of work */
    public TransactionalUniqueValues(CurrentChanges current) {
        this.current = current;
    }

    /** The changes of the current unit of work or, outside of one, changes that take effect when the update returns. */
    @FunctionalInterface
    public interface CurrentChanges {
        void update(Consumer<ValueChanges> update);
    }

    @Override
    public void claim(String scope, String value, UUID owner) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A unique value has at most " + MAX_LENGTH + " characters");
        }
        current.update(changes -> changes.claim(new ValueClaim(scope, value, owner)));
    }

    @Override
    public void release(String scope, String value, UUID owner) {
        current.update(changes -> changes.release(new ValueClaim(scope, value, owner)));
    }
}
