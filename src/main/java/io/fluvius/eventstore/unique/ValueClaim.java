package io.fluvius.eventstore.unique;

import java.util.UUID;

/**
 * A value and the aggregate that claims or releases it.
 *
 * @param scope the kind of value, resource and field: {@code user.email}; in other tenants than the main one {@code acme/user.email}
 * @param value the value
 * @param owner the aggregate
 */
public record ValueClaim(String scope, String value, UUID owner) {

    /** A value that at most one aggregate owns. */
    public record Key(String scope, String value) {}

    /** The value without the aggregate. */
    public Key key() {
        return new Key(scope, value);
    }
}
