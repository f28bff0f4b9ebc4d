package io.fluvius.operations.monitoring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a node is ready to serve.
 *
 * @param maxLag the number of events that a processor may have yet to read. State that is further behind is about to be
 *     rebuilt, and queries would return few of its rows
 */
@ConfigurationProperties("fluvius.health")
record HealthProperties(@DefaultValue("100000") long maxLag) {}
