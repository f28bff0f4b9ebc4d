/** The types that a domain is written with. A domain imports from this package and from no other package of Fluvius. */
@NullMarked
@ApplicationModule(displayName = "Domain", allowedDependencies = "problem")
package io.fluvius.domain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
