package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.progress.Position;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a group of appends, by table. */
final class GroupRows {

    private GroupRows() {}

    /** A receipt, whose position is known when the event is inserted. */
    record ReceiptRow(Receipt receipt, @Nullable String lastEventId) {

        /** Whether the command succeeded without an event. */
        boolean isQuiet() {
            return lastEventId == null && receipt.version() != null;
        }
    }

    static List<ValueClaim> claims(List<Append> group) {
        return rows(group, Append::claims);
    }

    static List<ValueClaim> releases(List<Append> group) {
        return rows(group, Append::releases);
    }

    static List<StoredEvent> events(List<Append> group) {
        return rows(group, Append::events);
    }

    static List<ReceiptRow> receipts(List<Append> group) {
        return group.stream()
                .flatMap(append -> Stream.ofNullable(append.receipt())
                        .map(receipt -> new ReceiptRow(receipt, append.lastEventId())))
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

    private static <R> List<R> rows(List<Append> group, Function<Append, Collection<R>> ofAppend) {
        return group.stream().flatMap(append -> ofAppend.apply(append).stream()).toList();
    }
}
