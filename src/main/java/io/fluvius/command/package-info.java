/** Commands by name: looked up, dispatched through the command gateway, answered, and remembered by receipts. */
@NullMarked
@ApplicationModule(
        displayName = "Commands",
        allowedDependencies = {
            "problem",
            "domain",
            "domain :: record",
            "domain :: text",
            "domain :: registry",
            "progress"
        })
package io.fluvius.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
