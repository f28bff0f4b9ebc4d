package io.fluvius.axonserver;

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
import org.axonframework.messaging.unitofwork.ExecutionResult;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The {@link AxonServerAppend} of each unit of work, hooked into the commit of its events. Safe for use by many threads. */
final class AxonServerAppends implements MessageDispatchInterceptor<EventMessage<?>> {

    private static final String RESOURCE = AxonServerAppend.class.getName();

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

    /** Runs work on what the current unit of work wants, or else does at once what the work wants. */
    void with(Consumer<AxonServerAppend> work) {
        if (isOpen()) {
            work.accept(of(CurrentUnitOfWork.get().root()));
        } else {
            AxonServerAppend alone = new AxonServerAppend(rows, failures, patience);
            work.accept(alone);
            alone.finish();
        }
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        List<EventMessage<?>> plain = List.copyOf(events);
        List<EventMessage<?>> said = current().map(it -> it.say(plain)).orElse(plain);
        return (index, event) -> said.get(index);
    }

    private AxonServerAppend of(UnitOfWork<?> work) {
        return work.getOrComputeResource(RESOURCE, nothing -> {
            AxonServerAppend append = new AxonServerAppend(rows, failures, patience);
            work.onCommit(committing -> append.finish());
            work.onRollback(failed -> append.undo(causeOf(failed)));
            return append;
        });
    }

    private static @Nullable Throwable causeOf(UnitOfWork<?> failed) {
        ExecutionResult result = failed.getExecutionResult();
        return result != null && result.isExceptionResult() ? result.getExceptionResult() : null;
    }

    private static Optional<AxonServerAppend> current() {
        return isOpen() ? Optional.ofNullable(CurrentUnitOfWork.get().root().getResource(RESOURCE)) : Optional.empty();
    }

    private static boolean isOpen() {
        return CurrentUnitOfWork.isStarted()
                && CurrentUnitOfWork.get().root().phase().isBefore(UnitOfWork.Phase.COMMIT);
    }
}
