/** Runs the streaming event processors: their tokens, backlogs, dead letters, and the signals between nodes. */
@NullMarked
@ApplicationModule(
        displayName = "Processing",
        allowedDependencies = {
            "domain",
            "domain :: record",
            "domain :: text",
            "problem",
            "personal",
            "database",
            "progress",
            "projection",
            "query",
            "aggregate",
            "eventstore :: event",
            "eventstore :: schema"
        })
package io.fluvius.processing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
