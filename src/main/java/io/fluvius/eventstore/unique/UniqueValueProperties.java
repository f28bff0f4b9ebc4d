package io.fluvius.eventstore.unique;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How unique values are kept.
 *
 * @param rebuild whether their table is made from the events when the application starts; no other node may run meanwhile
 * @param reservedFor with Axon Server: after so long the events alone say what became of a value, or of a command, whose
 *     append was not heard of again; at least 10 s
 */
@ConfigurationProperties("fluvius.unique-values")
public record UniqueValueProperties(
        @DefaultValue("false") boolean rebuild,
        @DefaultValue("1m") Duration reservedFor) {

    public UniqueValueProperties {
        if (reservedFor.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("fluvius.unique-values.reserved-for must be 10 s at least");
        }
    }
}
