/** Loads aggregates: cache and snapshots. */
@NullMarked
@ApplicationModule(
        displayName = "Aggregates",
        allowedDependencies = {"domain", "domain :: text", "domain :: registry", "personal", "progress", "problem"})
package io.fluvius.aggregate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
