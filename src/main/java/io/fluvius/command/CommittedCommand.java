package io.fluvius.command;

import io.fluvius.domain.Position;

/**
 * What the handling of a command returns inside the command bus. The fields are set while the unit of work commits, because
 * the sequence numbers of the events are not known earlier. Belongs to one thread.
 */
final class CommittedCommand {

    /** The aggregate's sequence number after the command. */
    long version = -1;

    /** The position of the last event of the command, or that of the last event in the store if the command had none. */
    Position position = Position.START;
}
