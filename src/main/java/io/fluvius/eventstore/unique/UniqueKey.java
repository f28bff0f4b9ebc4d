package io.fluvius.eventstore.unique;

/**
 * A value that at most one aggregate owns.
 *
 * @param scope what must be unique: {@code user.email}
 * @param value the value
 */
public record UniqueKey(String scope, String value) {}
