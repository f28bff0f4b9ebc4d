/** The console: pages for administrators, operators, auditors and developers, made on the server from what every domain declares. */
@NullMarked
@ApplicationModule(
        displayName = "Console",
        allowedDependencies = {
            "problem",
            "access",
            "database",
            "settings",
            "domain",
            "domain :: record",
            "domain :: text",
            "domain :: view",
            "domain :: registry",
            "progress",
            "command",
            "eventstore :: event",
            "eventstore :: log",
            "eventstore :: search",
            "query",
            "processing :: saga",
            "http :: header",
            "http :: limit",
            "http :: request",
            "http :: problem",
            "http :: resource",
            "operations",
            "security"
        })
package io.fluvius.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
