/** Personal data in stored events: which values it is, and the key of each person with which they are encrypted. */
@NullMarked
@ApplicationModule(
        displayName = "Personal data",
        allowedDependencies = {"problem", "domain", "domain :: record", "domain :: text", "progress"})
package io.fluvius.personal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
