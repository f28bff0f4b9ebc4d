package io.fluvius.eventstore.unique;

/**
 * A value that at most one aggregate owns.
 *
 * @param scope the kind of value, resource and field: {@code user.email}
 * @param value the value
 */
public record UniqueKey(String scope, String value) {}
