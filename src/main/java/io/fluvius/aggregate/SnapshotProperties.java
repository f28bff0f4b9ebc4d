package io.fluvius.aggregate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an aggregate gets a new snapshot. Either condition is sufficient.
 *
 * @param afterEvents the number of events since the latest snapshot; 0: the number of events does not matter
 * @param afterLoadTime a snapshot is created when loading takes longer; 0: the load time does not matter
 */
@ConfigurationProperties("fluvius.snapshots")
record SnapshotProperties(
        @DefaultValue("50") int afterEvents,
        @DefaultValue("100ms") Duration afterLoadTime) {}
