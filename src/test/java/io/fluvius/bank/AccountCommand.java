package io.fluvius.bank;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.domain.Creating;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** The commands on accounts. Amounts are in cents. */
public sealed interface AccountCommand {

    /** The largest amount of one command, so that no balance can overflow. */
    long MAX_AMOUNT = 1_000_000_000_00L;

    @JsonClassDescription("Opens an account with a balance of zero.")
    record OpenAccount(@NotBlank @Size(max = 100) String owner) implements AccountCommand, Creating {}

    @JsonClassDescription("Pays money in. Rejected when the account is closed.")
    record Deposit(@Positive @Max(MAX_AMOUNT) long amount) implements AccountCommand {}

    @JsonClassDescription("Pays money out. Rejected when the balance is lower.")
    record Withdraw(@Positive @Max(MAX_AMOUNT) long amount) implements AccountCommand {}

    @JsonClassDescription("Closes an account: it accepts no more deposits and transfers. Its balance can be withdrawn.")
    record CloseAccount() implements AccountCommand {}

    @JsonClassDescription("Takes the money for a transfer. Rejected when the balance is lower.")
    record DebitTransfer(
            UUID transferId, @Positive @Max(MAX_AMOUNT) long amount) implements AccountCommand {}

    @JsonClassDescription("Agrees to receive the money of a transfer. Rejected when the account is closed.")
    record AcceptTransfer(UUID transferId) implements AccountCommand {}

    @JsonClassDescription("Receives the money of a transfer that the account has accepted.")
    record CreditTransfer(
            UUID transferId, @Positive @Max(MAX_AMOUNT) long amount) implements AccountCommand {}

    @JsonClassDescription("Receives the money of a failed transfer back.")
    record RefundTransfer(
            UUID transferId, @Positive @Max(MAX_AMOUNT) long amount) implements AccountCommand {}
}
