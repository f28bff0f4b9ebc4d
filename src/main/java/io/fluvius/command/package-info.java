/** Commands: creation by name, dispatch through the command gateway, responses, and receipts. */
@NullMarked
@ApplicationModule(
        displayName = "Commands",
        allowedDependencies = {
            "problem",
            "access",
            "domain",
            "domain :: record",
            "domain :: text",
            "domain :: registry",
            "personal",
            "progress"
        })
package io.fluvius.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
