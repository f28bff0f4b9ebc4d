package io.fluvius.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * The events that are published in the unit of work of a dry run, which is rolled back before the store appends them. Belongs
 * to one thread.
 */
public final class StagedEvents {

    private final List<EventMessage<?>> events = new ArrayList<>();
    private UnaryOperator<List<? extends EventMessage<?>>> interception = UnaryOperator.identity();

    private StagedEvents() {}

    /** Starts to collect the events of a unit of work, and of those that are nested in it. */
    static StagedEvents collect(UnitOfWork<?> root) {
        StagedEvents staged = new StagedEvents();
        root.resources().put(StagedEvents.class.getName(), staged);
        return staged;
    }

    /**
     * Adds events that an event store publishes. Does nothing outside of a dry run.
     *
     * @param interception passes events to the dispatch interceptors of the store, as it does before it appends them
     */
    public static void add(
            List<? extends EventMessage<?>> published, UnaryOperator<List<? extends EventMessage<?>>> interception) {
        CurrentUnitOfWork.map(work -> work.root().<StagedEvents>getResource(StagedEvents.class.getName()))
                .ifPresent(staged -> {
                    staged.events.addAll(published);
                    staged.interception = interception;
                });
    }

    /** The events as they would be appended. Throws what an interceptor throws. */
    List<? extends EventMessage<?>> intercepted() {
        return interception.apply(events);
    }
}
