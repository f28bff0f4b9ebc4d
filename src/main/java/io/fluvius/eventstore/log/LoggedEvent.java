package io.fluvius.eventstore.log;

import io.fluvius.eventstore.event.StoredEvent;

/** An event at its position: a row of the log. */
public record LoggedEvent(long position, StoredEvent event) {}
