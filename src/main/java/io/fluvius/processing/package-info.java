/** Streaming processors: tokens, backlog, signals between nodes, dead letters. */
@NullMarked
@ApplicationModule(
        displayName = "Processing",
        allowedDependencies = {"problem", "database", "progress", "projection", "eventstore"})
package io.fluvius.processing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
