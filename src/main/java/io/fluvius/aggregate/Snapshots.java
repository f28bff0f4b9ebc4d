package io.fluvius.aggregate;

import io.fluvius.problem.Redaction;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.Message;
import org.axonframework.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serializer of snapshots, and the filter that ignores stored snapshots that the running code cannot use. The serializer
 * is not a bean: Axon would make a bean of type {@link Serializer} the default serializer. Safe for use by many threads.
 */
public final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final AggregateTypes types;
    private final PersonalStates personal;
    private final SnapshotSerializer serializer;

    Snapshots(AggregateTypes types, PersonalStates personal) {
        this.types = types;
        this.personal = personal;
        this.serializer = new SnapshotSerializer(types, personal);
    }

    public Serializer serializer() {
        return serializer;
    }

    /**
     * Accepts those snapshots of an aggregate that the running code has created and can read. An aggregate without one is
     * loaded from its events. Accepts all snapshots of other aggregates, which have their own filters.
     */
    SnapshotFilter filterFor(Class<?> aggregate) {
        return snapshot -> types.byName(snapshot.getType())
                        .filter(aggregate::isAssignableFrom)
                        .isEmpty()
                || isUsable(snapshot);
    }

    private boolean isUsable(DomainEventData<?> snapshot) {
        return serializer.isFromRunningCode(snapshot.getPayload().getType()) && isReadable(snapshot);
    }

    private boolean isReadable(DomainEventData<?> snapshot) {
        try {
            serializer.deserialize(snapshot.getPayload());
            return true;
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn(
                    "The snapshot of {} {} at version {} cannot be read; the aggregate is loaded from its events. {}",
                    snapshot.getType(),
                    snapshot.getAggregateIdentifier(),
                    snapshot.getSequenceNumber(),
                    Redaction.summary(failure));
            return false;
        }
    }

    /**
     * Verifies that the state of an aggregate can be read from its JSON. The message keeps the JSON, which is then stored.
     *
     * @throws org.axonframework.serialization.SerializationException when it cannot
     */
    void requireReadable(Message<?> snapshot) {
        serializer.deserialize(snapshot.serializePayload(serializer, String.class));
    }

    /** Returns a snapshot as it is stored: encrypted, if the events of the aggregate contain personal data. */
    DomainEventMessage<?> encrypted(DomainEventMessage<?> snapshot) {
        return personal.encrypted(snapshot, serializer);
    }
}
