package io.fluvius.eventstore;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens to unique values when the application starts.
 *
 * @param rebuild whether their table is made from the events; no other node may run meanwhile
 */
@ConfigurationProperties("fluvius.unique-values")
record UniqueValueProperties(@DefaultValue("false") boolean rebuild) {}
