/** Queries, pages, history, time travel and live changes: the query language and the state manager. */
@NullMarked
@ApplicationModule(
        displayName = "Queries",
        allowedDependencies = {
            "problem",
            "access",
            "domain",
            "domain :: record",
            "domain :: text",
            "domain :: view",
            "domain :: registry",
            "progress"
        })
package io.fluvius.query;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
