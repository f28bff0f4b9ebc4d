package io.fluvius.aggregate;

import java.time.Duration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.AggregateLoadTimeSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.jspecify.annotations.Nullable;

/**
 * Schedules a snapshot of an aggregate that has many events since the latest one, or whose events took long to load. Events
 * are counted as long as the aggregate stays in the cache; the load time is measured on each load. It does not include the
 * time until the first event, because the next snapshot is not read faster than the latest one.
 */
final class SnapshotTriggers implements SnapshotTriggerDefinition {

    private final SnapshotTriggerDefinition byCount;
    private final SnapshotTriggerDefinition byLoadTime;

    SnapshotTriggers(Snapshotter snapshotter, SnapshotProperties properties) {
        this.byCount = properties.afterEvents() == 0
                ? NoSnapshotTriggerDefinition.INSTANCE
                : new EventCountSnapshotTriggerDefinition(snapshotter, properties.afterEvents());
        Duration loadTime = properties.afterLoadTime();
        this.byLoadTime = loadTime.isZero()
                ? NoSnapshotTriggerDefinition.INSTANCE
                : new AggregateLoadTimeSnapshotTriggerDefinition(snapshotter, loadTime.toMillis());
    }

    @Override
    public SnapshotTrigger prepareTrigger(Class<?> aggregateType) {
        return new EitherTrigger(aggregateType, byCount.prepareTrigger(aggregateType));
    }

    @Override
    public SnapshotTrigger reconfigure(Class<?> aggregateType, SnapshotTrigger trigger) {
        return trigger instanceof EitherTrigger previous
                ? new EitherTrigger(aggregateType, previous.count)
                : prepareTrigger(aggregateType);
    }

    /** Belongs to one aggregate; used by one thread at a time. */
    private final class EitherTrigger implements SnapshotTrigger {

        private final Class<?> aggregateType;
        private final SnapshotTrigger count;
        private @Nullable SnapshotTrigger loadTime;
        private boolean loaded;

        EitherTrigger(Class<?> aggregateType, SnapshotTrigger count) {
            this.aggregateType = aggregateType;
            this.count = count;
        }

        @Override
        public void eventHandled(EventMessage<?> event) {
            count.eventHandled(event);
            // the time that a decision takes is not load time
            if (!loaded) {
                eventLoaded(event);
            }
        }

        /** The first event, which Axon makes of the snapshot if there is one, starts the measurement. */
        private void eventLoaded(EventMessage<?> event) {
            if (loadTime == null) {
                loadTime = byLoadTime.prepareTrigger(aggregateType);
            } else {
                loadTime.eventHandled(event);
            }
        }

        @Override
        public void initializationFinished() {
            loaded = true;
            count.initializationFinished();
        }
    }
}
