package io.fluvius.live;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes are told to those who follow them.
 *
 * @param buffer the most changes that wait for one follower; one who is slower than that begins again with the state
 */
@ConfigurationProperties("fluvius.changes")
record LiveProperties(@DefaultValue("1024") int buffer) {

    LiveProperties {
        if (buffer < 1) {
            throw new IllegalArgumentException("fluvius.changes.buffer must be at least 1");
        }
    }
}
