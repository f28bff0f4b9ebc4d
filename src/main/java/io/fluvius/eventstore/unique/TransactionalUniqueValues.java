package io.fluvius.eventstore.unique;

import io.fluvius.domain.Tenant;
import io.fluvius.domain.UniqueValues;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Unique values that are claimed and released together with the events of a decision, when its unit of work commits. The
 * commit fails when another aggregate owns a claimed value. Outside of a unit of work the change takes effect at once.
 * Safe for use by many threads.
 */
public final class TransactionalUniqueValues implements UniqueValues {

    private final Consumer<Consumer<ValueChanges>> current;

    /**
     * @param current applies an update to the changes of the current unit of work or, outside of one, to changes that take
     *     effect when it returns
     */
    public TransactionalUniqueValues(Consumer<Consumer<ValueChanges>> current) {
        this.current = current;
    }

    @Override
    public void claim(String scope, String value, UUID owner) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A unique value has at most " + MAX_LENGTH + " characters");
        }
        current.accept(changes -> changes.claim(new ValueClaim(ofTenant(scope), value, owner)));
    }

    @Override
    public void release(String scope, String value, UUID owner) {
        current.accept(changes -> changes.release(new ValueClaim(ofTenant(scope), value, owner)));
    }

    /** A value is unique within its tenant. */
    private static String ofTenant(String scope) {
        return Tenant.ofHandledMessage().qualify(scope);
    }
}
