package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.personal.NewKey;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a group of appends, by table.
 *
 * @param receipts of commands without events
 */
record GroupRows(
        List<ValueClaim> releases,
        List<ValueClaim> claims,
        List<NewKey> personalKeys,
        List<UUID> erasures,
        List<StoredEvent> events,
        List<Receipt> receipts) {

    static GroupRows of(List<Append> group) {
        return new GroupRows(
                rows(group, Append::releases),
                rows(group, Append::claims),
                rows(group, Append::personalKeys),
                rows(group, Append::erasures),
                rows(group, Append::events),
                rows(group, Append::receipts));
    }

    /** The command whose first event this is, or could be by its identifier; null for any other event. */
    static @Nullable UUID command(StoredEvent event) {
        return Identifiers.parse(event.id()).orElse(null);
    }

    private static <R> List<R> rows(List<Append> group, Function<Append, Collection<R>> ofAppend) {
        return group.stream().flatMap(append -> ofAppend.apply(append).stream()).toList();
    }
}
