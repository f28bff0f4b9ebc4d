package io.fluvius.aggregate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a snapshot is made of an aggregate; either is enough.
 *
 * @param afterEvents after so many events since the latest one; 0: however many there are
 * @param afterLoadTime after loading took longer than that; 0: however long it took
 */
@ConfigurationProperties("fluvius.snapshots")
record SnapshotProperties(
        @DefaultValue("50") int afterEvents,
        @DefaultValue("100ms") Duration afterLoadTime) {}
