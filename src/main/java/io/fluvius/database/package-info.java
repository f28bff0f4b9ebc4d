/** The connection pools of this node, what their failures mean, and read-only transactions. */
@NullMarked
@ApplicationModule(displayName = "Database", allowedDependencies = "problem")
package io.fluvius.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
