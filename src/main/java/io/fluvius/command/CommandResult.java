package io.fluvius.command;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The result of a command on the command bus. Its fields are set while the unit of work commits, because the sequence
 * numbers of the events are not known earlier. The bus returns the result after the commit.
 */
final class CommandResult {

    /** The aggregate's sequence number after the command. */
    @JsonProperty
    long version = -1;

    /** The global index of the last event in the store when the command was committed, its own events included. */
    @JsonProperty
    long position = -1;
}
