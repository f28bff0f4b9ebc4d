/** Who calls and what callers may do: roles, rights, and the marks of commands and views. */
@NullMarked
@ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"problem", "domain", "domain :: record", "domain :: view", "domain :: registry"})
package io.fluvius.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
