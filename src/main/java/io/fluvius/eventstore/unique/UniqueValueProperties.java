package io.fluvius.eventstore.unique;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of unique values.
 *
 * @param rebuild whether the application rebuilds their table from the events when it starts; no other node may run
 *     meanwhile
 * @param reservedFor with Axon Server: the age at which a reservation that was neither confirmed nor canceled is settled
 *     from the events alone, at least 10 s
 */
@ConfigurationProperties("fluvius.unique-values")
public record UniqueValueProperties(
        @DefaultValue("false") boolean rebuild,
        @DefaultValue("1m") Duration reservedFor) {

    public UniqueValueProperties {
        if (reservedFor.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("fluvius.unique-values.reserved-for must be at least 10 s");
        }
    }
}
