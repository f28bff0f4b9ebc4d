package io.fluvius.processing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node takes its share of the work.
 *
 * @param nodeId the node's name among those that share a database; by default, and when empty, the host's name and the process id. A
 *     restarted node with the same name goes on at once with the processors it had; otherwise it waits for
 *     {@code claimTimeout}. Must differ between nodes that run at the same time
 * @param claimTimeout after this time without a sign of life a node's processors go to another one
 * @param batchSize the most events that a processor handles in one transaction
 * @param backlogBatchSize a processor that is further behind than this reads so many events at a time, and each of its
 *     segments handles its part of them in one transaction. More are faster, because a row is written once for all events
 *     of a transaction, and need more memory: up to three times as many events are kept there. Each segment
 *     writes its token with each batch, so small ones are slow
 * @param segments into how many parts a new processor's work is split, to be spread over threads and nodes
 * @param shared whether other nodes may use the same database, a PostgreSQL: then the nodes tell each other at once what
 *     was appended and projected
 */
@ConfigurationProperties("fluvius.node")
public record NodeProperties(
        @Nullable String nodeId,
        @DefaultValue("10s") Duration claimTimeout,
        @DefaultValue("256") int batchSize,
        @DefaultValue("20000") int backlogBatchSize,
        @DefaultValue("4") int segments,
        @DefaultValue("false") boolean shared) {

    /** Settings files can take a value back only by leaving it empty. */
    public NodeProperties {
        nodeId = nodeId == null || nodeId.isBlank() ? null : nodeId;
    }
}
