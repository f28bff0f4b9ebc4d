package io.fluvius.eventstore.append;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of appends. Without effect with Axon Server.
 *
 * @param group the maximum number of commands that are written in one transaction
 * @param queue the maximum number of commands that wait to be written; further commands fail with {@code unavailable}
 * @param timeout how long a command waits to be written, at least 1 ms; then it fails with {@code unavailable}
 */
@ConfigurationProperties("fluvius.append")
record AppendProperties(
        @DefaultValue("256") int group,
        @DefaultValue("10000") int queue,
        @DefaultValue("5s") Duration timeout) {

    AppendProperties {
        if (group < 1 || queue < 1 || timeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "fluvius.append.group and fluvius.append.queue must be at least 1, fluvius.append.timeout 1 ms");
        }
    }

    GroupCommit.Limits limits() {
        return new GroupCommit.Limits(group, queue, timeout);
    }
}
