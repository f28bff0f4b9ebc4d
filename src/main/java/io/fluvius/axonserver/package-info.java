/** Stores events in Axon Server, and reserves unique values and receipts in the database beside it. */
@NullMarked
@ApplicationModule(
        displayName = "Axon Server",
        allowedDependencies = {
            "problem",
            "domain",
            "domain :: text",
            "progress",
            "command",
            "aggregate",
            "eventstore :: event",
            "eventstore :: log",
            "eventstore :: schema",
            "eventstore :: search",
            "eventstore :: unique",
            "eventstore :: receipt",
            "query",
            "processing"
        })
package io.fluvius.axonserver;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
