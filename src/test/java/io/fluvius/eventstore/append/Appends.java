package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.command.SuccessReceipts.Outcome;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ValueClaim;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The appends of commands. */
final class Appends {

    static final String SCOPE = "user.email";

    private Appends() {}

    static Append creation(UUID user) {
        return append(List.of(event(user, 0)), List.of(), List.of(), receipt(user));
    }

    /** @param receipt the receipt of the command that has applied the events; null for events without a command */
    static Append append(
            List<StoredEvent> events, List<ValueClaim> claims, List<ValueClaim> releases, @Nullable Receipt receipt) {
        if (receipt == null) {
            return new Append(events, claims, releases, List.of());
        }
        List<StoredEvent> named = IntStream.range(0, events.size())
                .mapToObj(index -> named(events.get(index), receipt.commandId() + (index == 0 ? "" : ":" + index)))
                .toList();
        return new Append(named, claims, releases, List.of(new Outcome(receipt, lastEventId(named))));
    }

    /** The position of the last event or, without events, of the command. */
    static Position position(Append append) {
        String last = lastEventId(append.events());
        return append.position(
                new Outcome(last == null ? append.receipts().getFirst() : receipt(UUID.randomUUID()), last));
    }

    private static @Nullable String lastEventId(List<StoredEvent> events) {
        return events.isEmpty() ? null : events.getLast().id();
    }

    private static StoredEvent named(StoredEvent event, String id) {
        return new StoredEvent(
                id,
                event.aggregate(),
                event.sequence(),
                event.type(),
                event.time(),
                event.payloadType(),
                event.revision(),
                event.payload(),
                event.metaData());
    }

    static StoredEvent event(UUID user, long sequence) {
        return new StoredEvent(
                UUID.randomUUID().toString(),
                user.toString(),
                sequence,
                "user",
                "2026-11-22T10:15:30.123Z",
                "user.user-created",
                "1",
                "{\"name\":\"J\u00f6hn \\\"{,}' \uD83D\uDE00\"}",
                "{}");
    }

    static ValueClaim claim(UUID user) {
        return new ValueClaim(SCOPE, user.toString(), user);
    }

    static Receipt receipt(UUID user) {
        return new Receipt(UUID.randomUUID(), "create-user", AggregateRef.of("user", user), 0L, null, null, "f");
    }
}
