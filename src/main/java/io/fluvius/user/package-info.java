/** User Management: the commands, events, rejections, and view of users. */
@NullMarked
@ApplicationModule(displayName = "User Management", allowedDependencies = "domain")
package io.fluvius.user;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
