package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.command.SuccessReceipts.Outcome;
import io.fluvius.domain.Position;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.personal.NewKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one unit of work writes, all of it or nothing: its events with the keys that are made for them or destroyed, the unique values that it claims
 * and releases, and the receipts of its commands. The first event of a command is its receipt; a command without events gets a row. Belongs to
 * the thread of the unit of work until it is queued, then to the thread that writes it.
 */
final class Append implements GroupCommit.Keyed {

    private final List<StoredEvent> events;
    private final List<ValueClaim> claims;
    private final List<ValueClaim> releases;
    private final List<NewKey> personalKeys;
    private final Set<UUID> erasures;
    private final List<Outcome> outcomes;
    private final Set<Object> keys;
    private volatile Map<String, Long> positions = Map.of();

    Append(List<StoredEvent> events, List<ValueClaim> claims, List<ValueClaim> releases, List<Outcome> outcomes) {
        this(events, claims, releases, List.of(), Set.of(), outcomes);
    }

    /**
     * @param personalKeys the keys that are made for the events
     * @param erasures the persons whose keys are destroyed
     */
    Append(
            List<StoredEvent> events,
            List<ValueClaim> claims,
            List<ValueClaim> releases,
            List<NewKey> personalKeys,
            Set<UUID> erasures,
            List<Outcome> outcomes) {
        this.erasures = erasures;
        this.personalKeys = personalKeys;
        this.events = events;
        this.claims = new ArrayList<>(claims);
        this.releases = releases;
        this.outcomes = outcomes;
        this.keys = keys(events, claims, releases, outcomes);
        personalKeys.forEach(key -> keys.add(key.person()));
        keys.addAll(erasures);
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

    List<NewKey> personalKeys() {
        return personalKeys;
    }

    Set<UUID> erasures() {
        return erasures;
    }

    /** The receipts of the commands that have no events. */
    List<Receipt> receipts() {
        return outcomes.stream()
                .filter(outcome -> outcome.lastEventId() == null)
                .map(Outcome::receipt)
                .toList();
    }

    /** The identifiers of the commands. */
    Set<String> commands() {
        return outcomes.stream()
                .map(outcome -> outcome.receipt().commandId().toString())
                .collect(Collectors.toSet());
    }

    /** Removes a claim because its owner holds the value already. */
    void removeClaim(ValueClaim claim) {
        claims.remove(claim);
    }

    /** @param written contains the global indexes by event identifier and, for commands without events, by command id */
    void setPositions(Map<String, Long> written) {
        positions = written;
    }

    /**
     * The position of the outcome of a command: that of its last event, or the end of the stream for a command that succeeded
     * without an event. {@link Position#START} until this append is durable, and for a command that failed.
     */
    Position position(Outcome outcome) {
        String lastEvent = outcome.lastEventId();
        Long position =
                positions.get(lastEvent == null ? outcome.receipt().commandId().toString() : lastEvent);
        return position == null ? Position.START : new Position(position);
    }

    /** The aggregates and identifiers of the events, the claimed and released values, and the commands. */
    @Override
    public Set<?> keys() {
        return keys;
    }

    private static Set<Object> keys(
            List<StoredEvent> events, List<ValueClaim> claims, List<ValueClaim> releases, List<Outcome> outcomes) {
        Set<Object> keys = new HashSet<>();
        for (StoredEvent event : events) {
            keys.add(event.aggregate());
            keys.add(event.id());
        }
        claims.forEach(claim -> keys.add(claim.key()));
        releases.forEach(release -> keys.add(release.key()));
        outcomes.forEach(outcome -> keys.add(outcome.receipt().commandId().toString()));
        return keys;
    }
}
