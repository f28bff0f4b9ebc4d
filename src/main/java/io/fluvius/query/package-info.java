/** The query language and the state manager: queries, pages, history, the past and live changes as callers see them. */
@NullMarked
@ApplicationModule(
        displayName = "Queries",
        allowedDependencies = {
            "problem",
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
