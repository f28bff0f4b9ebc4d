package io.fluvius.eventstore.append;

import static java.util.Comparator.comparing;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.progress.Position;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a group of appends, by table. They are sorted by key, so that groups that several nodes write concurrently
 * lock rows in the same order and do not deadlock.
 */
final class GroupRows {

    private static final Comparator<ValueClaim> BY_VALUE =
            comparing(ValueClaim::scope).thenComparing(ValueClaim::value);
    private static final Comparator<Append> BY_AGGREGATE =
            comparing(append -> append.events().getFirst().aggregate());

    private GroupRows() {}

    /** A receipt, whose position is known when the event is inserted. */
    record ReceiptRow(Receipt receipt, @Nullable String lastEventId) {

        /** Whether the command succeeded without an event. */
        boolean isQuiet() {
            return lastEventId == null && receipt.version() != null;
        }
    }

    static List<ValueClaim> claims(List<Append> group) {
        return sorted(group, Append::claims, BY_VALUE);
    }

    static List<ValueClaim> releases(List<Append> group) {
        return sorted(group, Append::releases, BY_VALUE);
    }

    /** The events of an append stay in its order. */
    static List<StoredEvent> events(List<Append> group) {
        return group.stream()
                .filter(append -> !append.events().isEmpty())
                .sorted(BY_AGGREGATE)
                .flatMap(append -> append.events().stream())
                .toList();
    }

    static List<ReceiptRow> receipts(List<Append> group) {
        return group.stream()
                .flatMap(append -> Stream.ofNullable(append.receipt())
                        .map(receipt -> new ReceiptRow(receipt, append.lastEventId())))
                .sorted(comparing(row -> row.receipt().commandId()))
                .toList();
    }

    /**
     * Sets the position of each append.
     *
     * @param positions the global indexes by event identifier and, for quiet commands, by command id
     */
    static void setPositions(List<Append> group, Map<String, Long> positions) {
        for (Append append : group) {
            Stream.of(
                            append.lastEventId(),
                            append.receipt() == null
                                    ? null
                                    : append.receipt().commandId().toString())
                    .map(positions::get)
                    .filter(position -> position != null)
                    .findFirst()
                    .ifPresent(position -> append.setPosition(new Position(position)));
        }
    }

    private static <R> List<R> sorted(List<Append> group, Function<Append, Collection<R>> rows, Comparator<R> order) {
        return group.stream()
                .flatMap(append -> rows.apply(append).stream())
                .sorted(order)
                .toList();
    }
}
