package io.fluvius.eventstore.receipt;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of receipts.
 *
 * @param keptFor how long the receipts of commands without events are stored, at least a minute. As long as the receipt of a
 *     command is stored, a command with the same id is not handled again and returns the first outcome. With Axon Server, all
 *     commands have such a receipt
 */
@ConfigurationProperties("fluvius.receipts")
public record ReceiptProperties(@DefaultValue("7d") Duration keptFor) {

    public ReceiptProperties {
        if (keptFor.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("fluvius.receipts.kept-for must be at least a minute");
        }
    }
}
