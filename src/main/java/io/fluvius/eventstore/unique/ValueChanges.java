package io.fluvius.eventstore.unique;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The claims and releases of a unit of work. The last change of each value counts. Used by one thread. */
public final class ValueChanges {

    private final Map<ValueClaim.Key, ValueClaim> claims = new LinkedHashMap<>();
    private final Map<ValueClaim.Key, ValueClaim> releases = new LinkedHashMap<>();

    void claim(ValueClaim claim) {
        releases.remove(claim.key());
        claims.put(claim.key(), claim);
    }

    void release(ValueClaim claim) {
        claims.remove(claim.key());
        releases.put(claim.key(), claim);
    }

    public List<ValueClaim> claims() {
        return List.copyOf(claims.values());
    }

    public List<ValueClaim> releases() {
        return List.copyOf(releases.values());
    }
}
