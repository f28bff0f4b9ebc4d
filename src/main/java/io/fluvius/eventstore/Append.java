package io.fluvius.eventstore;

import io.fluvius.kernel.CommandReceipts.Receipt;
import io.fluvius.kernel.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one command wants to be written, all of it or nothing: its events, the unique values that it claims and releases, and
 * its receipt. Belongs to one thread until it is handed over to be written.
 */
final class Append implements GroupCommit.Work {

    private final List<EventRow> events;
    private final List<Claim> claims;
    private final List<Claim> releases;
    private final @Nullable Receipt receipt;
    private final Set<Object> keys;
    /** Where the stream of all events is once this is written, as far as it is told. */
    private volatile Position position = Position.START;

    Append(List<EventRow> events, List<Claim> claims, List<Claim> releases, @Nullable Receipt receipt) {
        this.events = events;
        this.claims = new ArrayList<>(claims);
        this.releases = releases;
        this.receipt = receipt;
        this.keys = keys(events, claims, releases, receipt);
    }

    /** A value and who claims it, or gives it back. */
    record Claim(String scope, String value, UUID owner) {

        UniqueKey key() {
            return new UniqueKey(scope, value);
        }
    }

    /** What at most one owner has. */
    record UniqueKey(String scope, String value) {}

    List<EventRow> events() {
        return events;
    }

    List<Claim> claims() {
        return claims;
    }

    List<Claim> releases() {
        return releases;
    }

    @Nullable Receipt receipt() {
        return receipt;
    }

    /** The identifier of the last event; null when there is none. */
    @Nullable String lastEvent() {
        return events.isEmpty() ? null : events.getLast().id();
    }

    /** Takes a claim back because its owner has the value already. */
    void drop(Claim claim) {
        claims.remove(claim);
    }

    void written(Position at) {
        position = at;
    }

    Position position() {
        return position;
    }

    @Override
    public Set<?> keys() {
        return keys;
    }

    private static Set<Object> keys(
            List<EventRow> events, List<Claim> claims, List<Claim> releases, @Nullable Receipt receipt) {
        Set<Object> keys = new HashSet<>();
        events.forEach(event -> keys.add(event.aggregate()));
        claims.forEach(claim -> keys.add(claim.key()));
        releases.forEach(release -> keys.add(release.key()));
        if (receipt != null) {
            keys.add(receipt.commandId());
        }
        return keys;
    }
}
