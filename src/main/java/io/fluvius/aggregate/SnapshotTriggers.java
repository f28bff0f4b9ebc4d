package io.fluvius.aggregate;

import java.time.Duration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.AggregateLoadTimeSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;

/**
 * Schedules a snapshot of an aggregate that has many events since the latest one, or that took long to load. Events are
 * counted as long as the aggregate stays in the cache; the load time is measured on each load.
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
        return new EitherTrigger(byCount.prepareTrigger(aggregateType), byLoadTime.prepareTrigger(aggregateType));
    }

    @Override
    public SnapshotTrigger reconfigure(Class<?> aggregateType, SnapshotTrigger trigger) {
        return trigger instanceof EitherTrigger previous
                ? new EitherTrigger(previous.count, byLoadTime.prepareTrigger(aggregateType))
                : prepareTrigger(aggregateType);
    }

    /** Belongs to one aggregate; used by one thread at a time. */
    private static final class EitherTrigger implements SnapshotTrigger {

        private final SnapshotTrigger count;
        private final SnapshotTrigger loadTime;
        private boolean loaded;

        EitherTrigger(SnapshotTrigger count, SnapshotTrigger loadTime) {
            this.count = count;
            this.loadTime = loadTime;
        }

        @Override
        public void eventHandled(EventMessage<?> event) {
            count.eventHandled(event);
            // the time that a decision takes is not load time
            if (!loaded) {
                loadTime.eventHandled(event);
            }
        }

        @Override
        public void initializationFinished() {
            loaded = true;
            count.initializationFinished();
            loadTime.initializationFinished();
        }
    }
}
