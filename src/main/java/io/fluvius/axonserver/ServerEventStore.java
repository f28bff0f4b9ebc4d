package io.fluvius.axonserver;

import io.fluvius.command.StagedEvents;
import io.fluvius.eventstore.event.PersonalMessages;
import java.util.List;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventhandling.EventMessage;

/** Axon's event store of Axon Server, which shows the events of dry runs and sends personal data encrypted. */
final class ServerEventStore extends AxonServerEventStore {

    private final PersonalMessages messages;

    private ServerEventStore(Builder store, PersonalMessages messages) {
        super(store);
        this.messages = messages;
    }

    /** @param messages encrypts personal data */
    static ServerEventStore of(Builder store, PersonalMessages messages) {
        // creates the storage engine in the builder; there is no other way to it
        store.build();
        return new ServerEventStore(store, messages);
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        StagedEvents.add(events, this::intercept);
        super.publish(events);
    }

    /** The subscribers receive the encrypted events, too: there are none that read them. */
    @Override
    protected void prepareCommit(List<? extends EventMessage<?>> events) {
        List<? extends EventMessage<?>> encrypted =
                events.stream().map(messages::encrypt).toList();
        events.forEach(messages::erase);
        super.prepareCommit(encrypted);
    }
}
