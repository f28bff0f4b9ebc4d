package io.fluvius.http.resource;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the streams of changes.
 *
 * @param heartbeat how long a stream may be silent; then a comment is sent, which also detects clients that have
 *     disconnected. At least one millisecond
 */
@ConfigurationProperties("fluvius.http.changes")
public record ChangeStreamProperties(@DefaultValue("15s") Duration heartbeat) {

    public ChangeStreamProperties {
        if (heartbeat.toMillis() < 1) {
            throw new IllegalArgumentException("fluvius.http.changes.heartbeat must be at least one millisecond");
        }
    }
}
