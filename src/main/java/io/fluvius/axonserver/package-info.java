/** What exists only because events may live in Axon Server. */
@NullMarked
@ApplicationModule(
        displayName = "Axon Server",
        allowedDependencies = {
            "problem",
            "domain",
            "progress",
            "command",
            "aggregate",
            "eventstore :: event",
            "eventstore :: schema",
            "eventstore :: unique",
            "eventstore :: receipt",
            "processing"
        })
package io.fluvius.axonserver;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
