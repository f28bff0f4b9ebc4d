package io.fluvius.bank;

import java.util.UUID;

/** The reasons for which a command on a transfer is rejected. */
public sealed interface TransferRejection {

    /** The transfer is completed, and cannot fail. */
    record TransferCompleted(UUID transferId) implements TransferRejection {}

    /** The transfer has failed, and cannot be completed. */
    record TransferFailed(UUID transferId) implements TransferRejection {}
}
