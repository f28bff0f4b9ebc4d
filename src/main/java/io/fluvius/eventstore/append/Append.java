package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.progress.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one command wants to be written, all of it or nothing: its events, the unique values that it claims and releases, and
 * its receipt. Belongs to one thread until it is handed over to be written.
 */
final class Append implements GroupCommit.Work {

    private final List<StoredEvent> events;
    private final List<ValueClaim> claims;
    private final List<ValueClaim> releases;
    private final @Nullable Receipt receipt;
    private final Set<Object> keys;
    /** Where the stream of all events is once this is written, as far as it is told. */
    private volatile Position position = Position.START;

    Append(List<StoredEvent> events, List<ValueClaim> claims, List<ValueClaim> releases, @Nullable Receipt receipt) {
        this.events = events;
        this.claims = new ArrayList<>(claims);
        this.releases = releases;
        this.receipt = receipt;
        this.keys = keys(events, claims, releases, receipt);
    }

    List<StoredEvent> events() {
        return events;
    }

    List<ValueClaim> claims() {
        return claims;
    }

    List<ValueClaim> releases() {
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
    void drop(ValueClaim claim) {
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
            List<StoredEvent> events, List<ValueClaim> claims, List<ValueClaim> releases, @Nullable Receipt receipt) {
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
