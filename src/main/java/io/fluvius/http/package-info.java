/** Commands, resources, live changes and metadata over HTTP, as docs/reference/http-api.md specifies. */
@NullMarked
@ApplicationModule(
        displayName = "HTTP",
        allowedDependencies = {
            "problem",
            "access",
            "domain",
            "domain :: text",
            "domain :: view",
            "domain :: registry",
            "personal",
            "progress",
            "command",
            "query"
        })
package io.fluvius.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
