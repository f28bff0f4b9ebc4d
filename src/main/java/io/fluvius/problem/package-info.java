/** How failure is reported: problem codes, located faults, and the translation of exceptions into problems. */
@NullMarked
@ApplicationModule(
        displayName = "Problems",
        allowedDependencies = {})
package io.fluvius.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
