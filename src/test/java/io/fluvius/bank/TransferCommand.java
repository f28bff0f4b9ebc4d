package io.fluvius.bank;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.domain.Creating;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** The commands on transfers. */
public sealed interface TransferCommand {

    @JsonClassDescription("Requests that an amount, in cents, is moved from one account to another.")
    record RequestTransfer(
            UUID source,
            UUID target,
            @Positive @Max(AccountCommand.MAX_AMOUNT) long amount) implements TransferCommand, Creating {}

    @JsonClassDescription("Decides that the target receives the money. Rejected when the transfer has failed.")
    record CompleteTransfer() implements TransferCommand {}

    @JsonClassDescription("Decides that the source keeps the money. Rejected when the transfer is completed.")
    record FailTransfer(@NotBlank @Size(max = 500) String reason) implements TransferCommand {}
}
