package io.fluvius.eventstore.unique;

import java.util.UUID;

/**
 * A value and the aggregate that claims or releases it.
 *
 * @param scope what must be unique: {@code user.email}
 * @param value the value
 * @param owner the aggregate
 */
public record ValueClaim(String scope, String value, UUID owner) {

    /** The value without its owner. */
    public UniqueKey key() {
        return new UniqueKey(scope, value);
    }
}
