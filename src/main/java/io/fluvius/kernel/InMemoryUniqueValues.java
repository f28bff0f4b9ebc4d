package io.fluvius.kernel;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Unique values without a database, for tests of aggregates: a claim takes effect at once. */
public final class InMemoryUniqueValues implements UniqueValues {

    private final Map<Claim, UUID> owners = new ConcurrentHashMap<>();

    @Override
    public void claim(String scope, String value, UUID owner) {
        if (!owner.equals(owners.computeIfAbsent(new Claim(scope, value), claim -> owner))) {
            throw UniqueValues.taken(scope);
        }
    }

    @Override
    public void release(String scope, String value, UUID owner) {
        owners.remove(new Claim(scope, value), owner);
    }

    private record Claim(String scope, String value) {}
}
