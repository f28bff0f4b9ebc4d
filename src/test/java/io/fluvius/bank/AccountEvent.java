package io.fluvius.bank;

import java.util.UUID;
import org.axonframework.serialization.Revision;

/** The events of accounts. Amounts are in cents. */
public sealed interface AccountEvent {

    /** An account was opened, with a balance of zero. */
    @Revision("1")
    record AccountOpened(UUID accountId, String owner) implements AccountEvent {}

    /** Money was paid in. */
    @Revision("1")
    record MoneyDeposited(UUID accountId, long amount) implements AccountEvent {}

    /** Money was paid out. */
    @Revision("1")
    record MoneyWithdrawn(UUID accountId, long amount) implements AccountEvent {}

    /** An account was closed. */
    @Revision("1")
    record AccountClosed(UUID accountId) implements AccountEvent {}

    /** The money for a transfer left the account. */
    @Revision("1")
    record TransferDebited(UUID accountId, UUID transferId, long amount) implements AccountEvent {}

    /** The account will receive the money of a transfer if the transfer is completed. */
    @Revision("1")
    record TransferAccepted(UUID accountId, UUID transferId) implements AccountEvent {}

    /** The money of a completed transfer arrived. */
    @Revision("1")
    record TransferCredited(UUID accountId, UUID transferId, long amount) implements AccountEvent {}

    /** The money of a failed transfer came back. */
    @Revision("1")
    record TransferRefunded(UUID accountId, UUID transferId, long amount) implements AccountEvent {}
}
