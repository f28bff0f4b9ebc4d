package io.fluvius.eventstore.log;

import io.fluvius.domain.Tenant;
import io.fluvius.eventstore.event.StoredEvent;

/** An event at its position: a row of the log. */
public record LoggedEvent(long position, StoredEvent event) {

    /** Whether its metadata name the tenant to which it belongs. */
    boolean namesTenant() {
        return event.metaData().contains('"' + Tenant.KEY + '"');
    }
}
