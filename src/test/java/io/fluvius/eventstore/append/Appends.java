package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.AggregateRef;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ValueClaim;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The appends of commands. */
final class Appends {

    static final String SCOPE = "user.email";

    private Appends() {}

    static Append creation(UUID user) {
        return append(List.of(event(user, 0)), List.of(), List.of(), receipt(user));
    }

    static Append append(
            List<StoredEvent> events, List<ValueClaim> claims, List<ValueClaim> releases, @Nullable Receipt receipt) {
        return new Append(events, claims, releases, receipt);
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
