package io.fluvius.command;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of command processing.
 *
 * @param concurrency the maximum number of commands that run at the same time; further commands wait without holding a
 *     database connection. Must be less than the size of the connection pool {@code commands}, which projections also use
 */
@ConfigurationProperties("fluvius.commands")
record CommandProperties(@DefaultValue("256") int concurrency) {}
