package io.fluvius.bank;

import static io.fluvius.domain.Stamped.With.CREATED_AT;
import static io.fluvius.domain.Stamped.With.UPDATED_AT;
import static io.fluvius.domain.Stamped.With.VERSION;

import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import java.time.Instant;
import java.util.UUID;

/** An account as queries show it. The balance is in cents. */
public record AccountView(
        UUID id,
        @Searched String owner,
        long balance,
        boolean closed,
        @Stamped(CREATED_AT) Instant createdAt,
        @Stamped(UPDATED_AT) Instant updatedAt,
        @Stamped(VERSION) long version) {

    public static AccountView opened(UUID id, String owner) {
        return new AccountView(id, owner, 0, false, Instant.EPOCH, Instant.EPOCH, 0);
    }

    public AccountView plus(long amount) {
        return new AccountView(id, owner, balance + amount, closed, createdAt, updatedAt, version);
    }

    public AccountView close() {
        return new AccountView(id, owner, balance, true, createdAt, updatedAt, version);
    }
}
