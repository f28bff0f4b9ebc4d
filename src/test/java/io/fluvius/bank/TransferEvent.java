package io.fluvius.bank;

import java.util.UUID;
import org.axonframework.serialization.Revision;

/** The events of transfers. */
public sealed interface TransferEvent {

    /** A transfer was requested. The amount is in cents. */
    @Revision("1")
    record TransferRequested(UUID transferId, UUID source, UUID target, long amount) implements TransferEvent {}

    /** It is decided that the target receives the money. */
    @Revision("1")
    record TransferCompleted(UUID transferId) implements TransferEvent {}

    /** It is decided that the source keeps the money, or receives it back. */
    @Revision("1")
    record TransferFailed(UUID transferId, String reason) implements TransferEvent {}
}
