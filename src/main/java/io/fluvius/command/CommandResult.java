package io.fluvius.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a command's handler gives back through the command bus. Filled in while its unit of work commits, because only
 * then the numbers of the events are known; the bus hands it over after that.
 */
final class CommandResult {

    /** Beside the command's own metadata in a unit of work, the outcome in the making. */
    static final String RESOURCE = CommandResult.class.getName();

    /** The aggregate's sequence number after the command. */
    @JsonProperty
    long version = -1;

    /** The global index of the store's newest event, the command's own ones included. */
    @JsonProperty
    long position = -1;

    /** The identifier of the command's last event; null when it was quiet. */
    @JsonIgnore
    @Nullable String lastEventId;
}
