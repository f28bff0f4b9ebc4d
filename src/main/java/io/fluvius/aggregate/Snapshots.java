package io.fluvius.aggregate;

import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How snapshots are stored, and which of those that are stored count. No bean of type {@link Serializer}, of which Axon
 * would make the serializer of everything. Safe for use by many threads.
 */
public final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final AggregateTypes types;
    private final SnapshotSerializer serializer;

    Snapshots(AggregateTypes types) {
        this.types = types;
        this.serializer = new SnapshotSerializer(types);
    }

    public Serializer serializer() {
        return serializer;
    }

    /**
     * Lets those snapshots of an aggregate pass that the code which is running made and that can be read. Where none
     * passes, the aggregate is loaded from its events. Says nothing of the snapshots of other aggregates.
     */
    SnapshotFilter of(Class<?> aggregate) {
        return snapshot -> types.named(snapshot.getType())
                        .filter(aggregate::isAssignableFrom)
                        .isEmpty()
                || counts(snapshot);
    }

    private boolean counts(DomainEventData<?> snapshot) {
        return serializer.isOfThisCode(snapshot.getPayload().getType()) && isReadable(snapshot);
    }

    private boolean isReadable(DomainEventData<?> snapshot) {
        try {
            serializer.deserialize(snapshot.getPayload());
            return true;
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn(
                    "The snapshot of {} {} at version {} cannot be read; it is loaded from its events. {}",
                    snapshot.getType(),
                    snapshot.getAggregateIdentifier(),
                    snapshot.getSequenceNumber(),
                    failure.toString());
            return false;
        }
    }

    /**
     * Makes sure that an aggregate's state would come back.
     *
     * @throws org.axonframework.serialization.SerializationException when it holds what JSON cannot
     */
    void requireReadable(Object aggregate) {
        SerializedObject<String> written = serializer.serialize(aggregate, String.class);
        serializer.deserialize(written);
    }
}
