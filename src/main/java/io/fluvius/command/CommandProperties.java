package io.fluvius.command;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How commands run.
 *
 * @param concurrency how many commands run at once; further ones wait their turn, holding no database connection. Less
 *     than the connections of the pool {@code commands}, of which projections need some too
 */
@ConfigurationProperties("fluvius.commands")
record CommandProperties(@DefaultValue("256") int concurrency) {}
