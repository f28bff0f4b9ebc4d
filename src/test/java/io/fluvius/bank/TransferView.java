package io.fluvius.bank;

import static io.fluvius.domain.Stamped.With.CREATED_AT;
import static io.fluvius.domain.Stamped.With.UPDATED_AT;
import static io.fluvius.domain.Stamped.With.VERSION;

import io.fluvius.domain.Stamped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A transfer as queries show it. The amount is in cents; the reason is why it failed. */
public record TransferView(
        UUID id,
        UUID source,
        UUID target,
        long amount,
        TransferStatus status,
        @Nullable String reason,
        @Stamped(CREATED_AT) Instant createdAt,
        @Stamped(UPDATED_AT) Instant updatedAt,
        @Stamped(VERSION) long version) {

    public static TransferView requested(UUID id, UUID source, UUID target, long amount) {
        return new TransferView(
                id, source, target, amount, TransferStatus.REQUESTED, null, Instant.EPOCH, Instant.EPOCH, 0);
    }

    public TransferView complete() {
        return new TransferView(
                id, source, target, amount, TransferStatus.COMPLETED, null, createdAt, updatedAt, version);
    }

    public TransferView fail(String why) {
        return new TransferView(id, source, target, amount, TransferStatus.FAILED, why, createdAt, updatedAt, version);
    }
}
