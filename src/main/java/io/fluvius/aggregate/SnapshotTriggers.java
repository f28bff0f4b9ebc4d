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
 * Asks for a snapshot of an aggregate that had many events since the latest one, or that took long to load. Events are
 * counted for as long as the aggregate stays in memory; how long it takes is measured anew whenever it is loaded.
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
        return new Either(byCount.prepareTrigger(aggregateType), byLoadTime.prepareTrigger(aggregateType));
    }

    @Override
    public SnapshotTrigger reconfigure(Class<?> aggregateType, SnapshotTrigger trigger) {
        return trigger instanceof Either before
                ? new Either(before.count, byLoadTime.prepareTrigger(aggregateType))
                : prepareTrigger(aggregateType);
    }

    /** Belongs to one aggregate, which one thread uses at a time. */
    private static final class Either implements SnapshotTrigger {

        private final SnapshotTrigger count;
        private final SnapshotTrigger loadTime;
        private boolean loaded;

        Either(SnapshotTrigger count, SnapshotTrigger loadTime) {
            this.count = count;
            this.loadTime = loadTime;
        }

        @Override
        public void eventHandled(EventMessage<?> event) {
            count.eventHandled(event);
            // how long the aggregate takes to decide is not how long it took to load
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
