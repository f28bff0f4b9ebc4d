package io.fluvius.axonserver;

import io.fluvius.eventstore.unique.UnitOfWorkResource;
import io.fluvius.eventstore.unique.ValueClaim;
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

/** Connects the {@link AxonServerAppend} of each unit of work to the commit of its events. Safe for use by many threads. */
final class AxonServerAppends implements MessageDispatchInterceptor<EventMessage<?>> {

    private final Reservations reservations;
    private final Failures failures;
    private final Duration maxAge;

    /** @param maxAge events are sent only while their reservation is younger than this */
    AxonServerAppends(Reservations reservations, Failures failures, Duration maxAge) {
        this.reservations = reservations;
        this.failures = failures;
        this.maxAge = maxAge;
    }

    /**
     * Makes every unit of work that publishes events to the store reserve its changes before the store commits, and confirm
     * them afterwards.
     *
     * <p>A unit of work runs its commit handlers in the reverse order of their registration. The store registers its own in
     * the prepare-commit phase, before it calls its subscribers. A handler that a subscriber registers therefore runs
     * before the store commits, and a handler that was registered before that phase runs afterwards.
     */
    void hookInto(EventStore store) {
        store.registerDispatchInterceptor(this);
        store.subscribe(events -> current()
                .ifPresent(append ->
                        append.reserveBeforeCommit(CurrentUnitOfWork.get().root())));
    }

    /** Passes the append of the current unit of work to the action; without one, writes at once what the action adds. */
    void with(Consumer<AxonServerAppend> action) {
        UnitOfWorkResource.with(
                AxonServerAppend.class, () -> new AxonServerAppend(reservations, failures, maxAge), action);
    }

    /** The values that the current unit of work claims. */
    static List<ValueClaim> claims() {
        return current().map(append -> append.values().claims()).orElse(List.of());
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        List<EventMessage<?>> plain = List.copyOf(events);
        List<EventMessage<?>> published =
                current().map(append -> append.withClaims(plain)).orElse(plain);
        return (index, event) -> published.get(index);
    }

    private static Optional<AxonServerAppend> current() {
        return UnitOfWorkResource.current(AxonServerAppend.class);
    }
}
