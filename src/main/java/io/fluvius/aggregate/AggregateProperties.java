package io.fluvius.aggregate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of aggregates.
 *
 * @param cached the maximum number of aggregates, of all domains together, whose state stays in memory between commands; 0 disables
 *     the cache
 */
@ConfigurationProperties("fluvius.aggregates")
record AggregateProperties(@DefaultValue("10000") int cached) {}
