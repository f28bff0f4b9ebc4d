package io.fluvius.axonserver;

import io.fluvius.eventstore.unique.UnitOfWorkResource;
import io.fluvius.problem.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** The {@link AxonServerAppend} of each unit of work, hooked into the commit of its events. Safe for use by many threads. */
final class AxonServerAppends implements MessageDispatchInterceptor<EventMessage<?>> {

    private final Reservations rows;
    private final Failures failures;
    private final Duration patience;

    /** @param patience how old a note may be when the events are sent */
    AxonServerAppends(Reservations rows, Failures failures, Duration patience) {
        this.failures = failures;
        this.rows = rows;
        this.patience = patience;
    }

    /**
     * Makes the store ask before it appends.
     *
     * <p>The store registers its commit when it prepares, and of what commits, the last one to register comes first: what
     * is registered by those who are told of the events comes before the store, what was registered before they were
     * prepared comes after it.
     */
    void hookInto(EventStore store) {
        store.registerDispatchInterceptor(this);
        store.subscribe(events ->
                current().ifPresent(it -> it.noteBefore(CurrentUnitOfWork.get().root())));
    }

    /** Passes the changes of the current unit of work to an action; without one, the changes are written at once. */
    void with(Consumer<AxonServerAppend> action) {
        UnitOfWorkResource.with(AxonServerAppend.class, () -> new AxonServerAppend(rows, failures, patience), action);
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        List<EventMessage<?>> plain = List.copyOf(events);
        List<EventMessage<?>> said = current().map(it -> it.say(plain)).orElse(plain);
        return (index, event) -> said.get(index);
    }

    private static Optional<AxonServerAppend> current() {
        return UnitOfWorkResource.current(AxonServerAppend.class);
    }
}
