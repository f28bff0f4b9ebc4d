package io.fluvius.axonserver;

import io.fluvius.command.StagedEvents;
import java.util.List;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventhandling.EventMessage;

/** Axon's event store of Axon Server, which shows the events of dry runs. */
final class ServerEventStore extends AxonServerEventStore {

    private ServerEventStore(Builder store) {
        super(store);
    }

    static ServerEventStore of(Builder store) {
        // creates the storage engine in the builder; there is no other way to it
        store.build();
        return new ServerEventStore(store);
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        StagedEvents.add(events, this::intercept);
        super.publish(events);
    }
}
