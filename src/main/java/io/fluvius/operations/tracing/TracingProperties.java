package io.fluvius.operations.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Traces.
 *
 * @param enabled whether requests are traced, and events carry the context of their trace as metadata
 */
@ConfigurationProperties(TracingProperties.PREFIX)
record TracingProperties(@DefaultValue("false") boolean enabled) {

    static final String PREFIX = "fluvius.tracing";
}
