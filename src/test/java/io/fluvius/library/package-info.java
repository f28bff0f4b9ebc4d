/** The library: the domain that docs/tutorial builds. */
@NullMarked
@ApplicationModule(displayName = "Library", allowedDependencies = "domain")
package io.fluvius.library;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
