package io.fluvius.http.resource;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes are sent to those who follow them.
 *
 * @param heartbeat how long a stream is silent at most: then a comment is sent, which also finds out who is gone
 */
@ConfigurationProperties("fluvius.http.changes")
record ChangeStreamProperties(@DefaultValue("15s") Duration heartbeat) {

    ChangeStreamProperties {
        if (heartbeat.toMillis() < 1) {
            throw new IllegalArgumentException("fluvius.http.changes.heartbeat must be a millisecond at least");
        }
    }
}
