package io.fluvius.domain;

/**
 * The result of a command that succeeded: never state.
 *
 * <p>The version and the position are not known yet when the handler of another command sends the command on the same
 * thread, because both then take effect together when the outer one ends: they are -1 and {@link Position#START}.
 *
 * @param aggregate the aggregate that handled the command
 * @param version the aggregate's sequence number after the command, 0 after its first event
 * @param position the position after the command: state that includes it reflects the command
 * @param replayed whether this is the outcome of an earlier command with the same identifier
 */
public record CommandResult(AggregateRef aggregate, long version, Position position, boolean replayed) {}
