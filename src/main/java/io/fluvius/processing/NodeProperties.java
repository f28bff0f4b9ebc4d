package io.fluvius.processing;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node shares the work with other nodes.
 *
 * @param nodeId identifies the node among those that share a database, and must differ between nodes that run at the same
 *     time. A restarted node with the same id continues its segments at once; otherwise it waits for {@code claimTimeout}.
 *     Default, also for an empty value: the host name and the process id
 * @param claimTimeout the time after which other nodes may claim the segments of a node that no longer extends its claims,
 *     which it does four times as often. Other nodes look for such segments five times as often, so the segments of a killed
 *     node are taken over after at most 1.2 times this duration. A node that pauses for longer, for example to collect
 *     garbage, loses its segments; its transactions on them are then rolled back
 * @param batchSize the maximum number of events that a segment handles in one transaction
 * @param backlogBatchSize a processor with more unread events than this reads them in batches of this size, and each of its
 *     segments handles its part of a batch in one transaction. Large batches are faster, because a transaction writes each
 *     row and each token only once. Up to three batches are in memory
 * @param segments the number of segments of a processor that has never run, and of the threads that handle a backlog.
 *     Segments run in parallel, on several threads and nodes
 * @param shared whether other nodes may use the same database, which must be PostgreSQL. The nodes then notify each other of
 *     appended and projected events
 */
@ConfigurationProperties("fluvius.node")
public record NodeProperties(
        String nodeId,
        @DefaultValue("5s") Duration claimTimeout,
        @DefaultValue("256") int batchSize,
        @DefaultValue("20000") int backlogBatchSize,
        @DefaultValue("1") int segments,
        @DefaultValue("false") boolean shared) {

    /** The name of a process, such as {@code 4711@host}, replaces a node id that is missing or empty. */
    public NodeProperties {
        nodeId = nodeId == null || nodeId.isBlank()
                ? ManagementFactory.getRuntimeMXBean().getName()
                : nodeId;
    }

    /** How often a node looks for segments that it may claim. */
    Duration claimInterval() {
        return claimTimeout.dividedBy(5);
    }

    /** After which a node extends a claim. */
    Duration claimExtension() {
        return claimTimeout.dividedBy(4);
    }
}
