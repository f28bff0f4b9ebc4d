package io.fluvius.bank;

import java.util.UUID;

/** The reasons for which a command on an account is rejected. */
public sealed interface AccountRejection {

    /** The balance is lower than the amount. */
    record InsufficientFunds(UUID accountId) implements AccountRejection {}

    /** The account is closed, and accepts no money. */
    record AccountClosed(UUID accountId) implements AccountRejection {}
}
