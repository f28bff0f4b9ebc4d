/**
 * Operates a running application: processors, dead letters, rebuilds, export and import, health and metrics. The types of this
 * package are for callers in Java; the nested packages implement them and offer them over HTTP.
 */
@NullMarked
@ApplicationModule(
        displayName = "Operations",
        allowedDependencies = {
            "problem",
            "access",
            "personal",
            "database",
            "domain",
            "domain :: record",
            "domain :: text",
            "domain :: view",
            "domain :: registry",
            "personal",
            "progress",
            "command",
            "query",
            "projection",
            "live",
            "eventstore :: event",
            "eventstore :: log",
            "eventstore :: schema",
            "eventstore :: unique",
            "eventstore :: receipt",
            "processing",
            "processing :: deadletter",
            "processing :: control",
            "http :: limit",
            "http :: request",
            "http :: problem",
            "http :: openapi"
        })
package io.fluvius.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
