/** Stores events and, in the same transaction, unique values and receipts. */
@NullMarked
@ApplicationModule(
        displayName = "Event store",
        allowedDependencies = {
            "problem",
            "database",
            "domain",
            "domain :: record",
            "domain :: text",
            "domain :: registry",
            "personal",
            "progress",
            "command",
            "aggregate"
        })
package io.fluvius.eventstore;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
