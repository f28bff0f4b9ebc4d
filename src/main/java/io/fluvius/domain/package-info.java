/** What a domain is written with. A domain author imports from this package and from no other. */
@NullMarked
@ApplicationModule(displayName = "Domain", allowedDependencies = "problem")
package io.fluvius.domain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
