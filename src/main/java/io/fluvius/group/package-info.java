/** Groups: the commands, events, rejections, and view of groups of users. */
@NullMarked
@ApplicationModule(
        displayName = "Groups",
        allowedDependencies = {"domain", "user"})
package io.fluvius.group;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
