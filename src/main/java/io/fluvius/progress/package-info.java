/** How far state includes the events: positions, progress of projections, and waiting for them. */
@NullMarked
@ApplicationModule(
        displayName = "Progress",
        allowedDependencies = {"problem", "domain", "domain :: view"})
package io.fluvius.progress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
