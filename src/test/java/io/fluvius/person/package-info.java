/** Persons: the domain of docs/how-to/change-an-event.md, after its first event has changed. */
@NullMarked
@ApplicationModule(displayName = "Persons", allowedDependencies = "domain")
package io.fluvius.person;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
