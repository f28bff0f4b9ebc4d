/** User Management: the published language of the domain. */
@NullMarked
@ApplicationModule(displayName = "User Management", allowedDependencies = "domain")
package io.fluvius.user;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
