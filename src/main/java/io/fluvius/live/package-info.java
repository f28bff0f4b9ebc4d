/** Live changes: every subscriber is notified of the changes that its query matches. */
@NullMarked
@ApplicationModule(
        displayName = "Live changes",
        allowedDependencies = {
            "problem",
            "access",
            "domain",
            "domain :: text",
            "domain :: record",
            "domain :: view",
            "domain :: registry",
            "progress",
            "query"
        })
package io.fluvius.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
