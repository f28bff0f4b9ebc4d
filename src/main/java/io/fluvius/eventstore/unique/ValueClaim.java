package io.fluvius.eventstore.unique;

import java.util.UUID;

/**
 * A value and the aggregate that claims or releases it.
 *
 * @param scope the kind of value, resource and field: {@code user.email}
 * @param value the value
 * @param owner the aggregate
 */
public record ValueClaim(String scope, String value, UUID owner) {

    /** The value without the aggregate. */
    public UniqueKey key() {
        return new UniqueKey(scope, value);
    }
}
