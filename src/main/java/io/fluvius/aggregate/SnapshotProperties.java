package io.fluvius.aggregate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The conditions for a new snapshot of an aggregate. Either is sufficient: enough events, or a slow load.
 *
 * @param afterEvents the number of events since the latest snapshot; 0 disables this condition
 * @param afterLoadTime the time after which loading the events since the latest snapshot counts as slow; 0 disables this
 *     condition
 */
@ConfigurationProperties("fluvius.snapshots")
record SnapshotProperties(
        @DefaultValue("50") int afterEvents,
        @DefaultValue("100ms") Duration afterLoadTime) {}
