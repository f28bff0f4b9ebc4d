package io.fluvius.eventstore.append;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How what commands decided is written, where this application keeps the events itself.
 *
 * @param writers how many groups of commands are written at once, each on a connection of its own
 * @param group the most commands that are written in one transaction
 * @param queue the most commands that wait to be written; further ones are answered with {@code unavailable}
 * @param timeout how long a command waits to be written; then it is answered with {@code unavailable}
 */
@ConfigurationProperties("fluvius.append")
record AppendProperties(
        @DefaultValue("1") int writers,
        @DefaultValue("256") int group,
        @DefaultValue("10000") int queue,
        @DefaultValue("5s") Duration timeout) {

    AppendProperties {
        if (writers < 1 || group < 1 || queue < 1 || timeout.toMillis() < 1) {
            throw new IllegalArgumentException("Each of fluvius.append must be at least 1, the timeout 1 ms");
        }
    }

    GroupCommit.Limits limits() {
        return new GroupCommit.Limits(writers, group, queue, timeout);
    }
}
