package io.fluvius.aggregate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of aggregates.
 *
 * @param cached the most aggregates, of all domains together, whose state stays in memory between commands; 0: none
 */
@ConfigurationProperties("fluvius.aggregates")
record AggregateProperties(@DefaultValue("10000") int cached) {}
