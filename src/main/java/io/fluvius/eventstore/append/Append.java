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
 * What one command writes, all of it or nothing: its events, the unique values that it claims and releases, and its
 * receipt. Belongs to the thread of the command until it is queued, then to the thread that writes it.
 */
final class Append implements GroupCommit.Keyed {

    private final List<StoredEvent> events;
    private final List<ValueClaim> claims;
    private final List<ValueClaim> releases;
    private final @Nullable Receipt receipt;
    private final Set<Object> keys;
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

    /** The identifier of the last event; null when there is no event. */
    @Nullable String lastEventId() {
        return events.isEmpty() ? null : events.getLast().id();
    }

    /** Removes a claim because its owner holds the value already. */
    void removeClaim(ValueClaim claim) {
        claims.remove(claim);
    }

    void setPosition(Position written) {
        position = written;
    }

    /**
     * The global position after this append: that of its last event, or the end of the stream for a command that succeeded
     * without an event. {@link Position#START} until this append is durable, and when it contains neither.
     */
    Position position() {
        return position;
    }

    /** The aggregates of the events, the claimed and released values, and the command's id. */
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
