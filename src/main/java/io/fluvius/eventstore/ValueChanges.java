package io.fluvius.eventstore;

import io.fluvius.eventstore.Append.Claim;
import io.fluvius.eventstore.Append.UniqueKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a unit of work claims and releases; the last word on each value counts. Used by one thread. */
final class ValueChanges {

    private final Map<UniqueKey, Claim> claims = new LinkedHashMap<>();
    private final Map<UniqueKey, Claim> releases = new LinkedHashMap<>();

    void claim(Claim claim) {
        releases.remove(claim.key());
        claims.put(claim.key(), claim);
    }

    void release(Claim claim) {
        claims.remove(claim.key());
        releases.put(claim.key(), claim);
    }

    List<Claim> claims() {
        return List.copyOf(claims.values());
    }

    List<Claim> releases() {
        return List.copyOf(releases.values());
    }
}
