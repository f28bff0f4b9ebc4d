/** How callers are known: API keys, access tokens, and the sessions of people who have signed in to the console. */
@NullMarked
@ApplicationModule(
        displayName = "Security",
        allowedDependencies = {
            "problem",
            "personal",
            "access",
            "database",
            "domain",
            "domain :: record",
            "domain :: text",
            "domain :: registry",
            "http :: request",
            "http :: problem",
            "http :: limit",
            "http :: openapi",
            "operations"
        })
package io.fluvius.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
