package io.fluvius.live;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of live changes.
 *
 * @param buffer the most changes that are buffered for one subscriber, at least 1; a subscriber whose buffer overflows
 *     restarts with a snapshot
 */
@ConfigurationProperties("fluvius.changes")
record LiveProperties(@DefaultValue("1024") int buffer) {

    LiveProperties {
        if (buffer < 1) {
            throw new IllegalArgumentException("fluvius.changes.buffer must be at least 1");
        }
    }
}
