/** The settings of every application on Fluvius: their defaults, those that were renamed, and the check that each one exists. */
@NullMarked
@ApplicationModule(
        displayName = "Settings",
        allowedDependencies = {"problem", "access"})
package io.fluvius.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
