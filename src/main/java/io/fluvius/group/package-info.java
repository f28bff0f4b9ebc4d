/** Groups: the commands, events, rejections, and views of groups of users. */
@NullMarked
@ApplicationModule(
        displayName = "Groups",
        allowedDependencies = {"domain", "user", "query", "problem"})
package io.fluvius.group;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
