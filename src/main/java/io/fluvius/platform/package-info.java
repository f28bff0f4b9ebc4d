/** Wiring that belongs to no other module. */
@NullMarked
@ApplicationModule(displayName = "Platform", allowedDependencies = "kernel")
package io.fluvius.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
