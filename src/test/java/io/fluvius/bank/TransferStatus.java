package io.fluvius.bank;

/** What is decided about a transfer. */
public enum TransferStatus {
    /** Nothing yet. */
    REQUESTED,
    /** The target receives the money. */
    COMPLETED,
    /** The source keeps the money, or receives it back. */
    FAILED
}
