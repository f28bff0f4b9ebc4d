package io.fluvius.console.item;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.search.EventLookup;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is shown of a command that has just run. */
record Receipts(EventLookup lookup) {

    /** A command with its events; quiet without. */
    record Receipt(UUID command, List<LoggedEvent> events) {}

    /**
     * Finds a command.
     *
     * @param command the id of the command; null, or another text, if no command has run
     * @param aggregate the aggregate that the caller sees, so that no events of others are shown
     */
    @Nullable Receipt find(@Nullable String command, UUID aggregate) {
        return Optional.ofNullable(command)
                .flatMap(Identifiers::parse)
                .map(id -> new Receipt(
                        id,
                        lookup.ofCommand(id).stream()
                                .filter(event -> event.event().aggregate().equals(aggregate.toString()))
                                .toList()))
                .orElse(null);
    }
}
