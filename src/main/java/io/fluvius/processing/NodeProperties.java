package io.fluvius.processing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node shares the work with other nodes.
 *
 * @param nodeId identifies the node among those that share a database, and must differ between nodes that run at the same
 *     time. A restarted node with the same id continues its segments at once; otherwise it waits for {@code claimTimeout}.
 *     Default, also for an empty value: the host name and the process id
 * @param claimTimeout the time after which other nodes may claim the segments of a node that no longer extends its
 *     claims
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
record NodeProperties(
        @Nullable String nodeId,
        @DefaultValue("10s") Duration claimTimeout,
        @DefaultValue("256") int batchSize,
        @DefaultValue("20000") int backlogBatchSize,
        @DefaultValue("1") int segments,
        @DefaultValue("false") boolean shared) {

    /** An empty node id counts as none: a settings file cannot unset a value in another way. */
    NodeProperties {
        nodeId = nodeId == null || nodeId.isBlank() ? null : nodeId;
    }
}
