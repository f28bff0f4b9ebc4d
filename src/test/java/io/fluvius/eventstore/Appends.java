package io.fluvius.eventstore;

import io.fluvius.eventstore.Append.Claim;
import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.CommandReceipts.Receipt;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What commands want to be written. */
final class Appends {

    static final String SCOPE = "user.email";

    private Appends() {}

    static Append creation(UUID user) {
        return append(List.of(event(user, 0)), List.of(), List.of(), receipt(user));
    }

    static Append append(List<EventRow> events, List<Claim> claims, List<Claim> releases, @Nullable Receipt receipt) {
        return new Append(events, claims, releases, receipt);
    }

    static EventRow event(UUID user, long sequence) {
        return new EventRow(
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

    static Claim claim(UUID user) {
        return new Claim(SCOPE, user.toString(), user);
    }

    static Receipt receipt(UUID user) {
        return new Receipt(UUID.randomUUID(), "create-user", AggregateRef.of("user", user), 0L, null, null, "f");
    }
}
