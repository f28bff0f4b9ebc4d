/** Read models in a database: projections, coalesced writes, queries on them, and time travel by the same projection. */
@NullMarked
@ApplicationModule(
        displayName = "Projections",
        allowedDependencies = {
            "problem",
            "access",
            "database",
            "domain",
            "domain :: record",
            "domain :: text",
            "domain :: view",
            "domain :: registry",
            "progress",
            "query"
        })
package io.fluvius.projection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
