/** Commands, resources and metadata over HTTP, as docs/reference/http-api.md promises. */
@NullMarked
@ApplicationModule(displayName = "HTTP", allowedDependencies = "kernel")
package io.fluvius.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
