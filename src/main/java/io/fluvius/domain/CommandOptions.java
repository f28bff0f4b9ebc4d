package io.fluvius.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a sender can say about a command besides its payload and its aggregate. Immutable.
 *
 * @param id the command's identifier; null to generate one
 * @param expectedVersion the only version of the aggregate on which the command runs; null for any version
 * @param metadata further metadata of the command message
 */
public record CommandOptions(@Nullable UUID id, @Nullable Long expectedVersion, Map<String, String> metadata) {

    /** No options. */
    public static final CommandOptions NONE = new CommandOptions(null, null, Map.of());

    public CommandOptions {
        metadata = Map.copyOf(metadata);
    }

    /** Sets the identifier of the command, which makes it safe to send the command again. */
    public CommandOptions id(UUID chosen) {
        return new CommandOptions(chosen, expectedVersion, metadata);
    }

    /** Restricts the command to the given version of the aggregate. Not possible for a creating command. */
    public CommandOptions onVersion(long version) {
        return new CommandOptions(id, version, metadata);
    }

    /** Adds an entry to the metadata of the command message. */
    public CommandOptions metadata(String key, String value) {
        Map<String, String> more = new HashMap<>(metadata);
        more.put(key, value);
        return new CommandOptions(id, expectedVersion, more);
    }
}
