package io.fluvius.eventstore.receipt;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the application remembers what became of a command.
 *
 * @param keptFor for so long the same command id runs nothing and is told the first outcome; at least a minute
 */
@ConfigurationProperties("fluvius.receipts")
public record ReceiptProperties(@DefaultValue("7d") Duration keptFor) {

    public ReceiptProperties {
        if (keptFor.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("fluvius.receipts.kept-for must be a minute at least");
        }
    }
}
