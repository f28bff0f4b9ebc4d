/** How far the state includes the events: positions, the progress of projections, and waiting for a position. */
@NullMarked
@ApplicationModule(
        displayName = "Progress",
        allowedDependencies = {"problem", "domain", "domain :: view"})
package io.fluvius.progress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
