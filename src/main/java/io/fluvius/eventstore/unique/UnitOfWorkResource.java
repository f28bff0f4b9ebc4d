package io.fluvius.eventstore.unique;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.ExecutionResult;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Changes that a root unit of work collects and writes when it commits. A unit of work has at most one resource of each
 * type, shared with the units of work that are nested in it. Belongs to one thread.
 */
public interface UnitOfWorkResource {

    /** Writes what was collected. Called in the commit phase; an exception fails the unit of work. */
    void commit();

    /**
     * Called after the unit of work was rolled back.
     *
     * @param cause the failure; null when the unit of work did not fail
     */
    default void rollback(@Nullable Throwable cause) {}

    /**
     * Passes the resource of the current unit of work to the action. Without a unit of work that has yet to commit, passes
     * a new resource and commits it when the action returns.
     *
     * @param factory creates the resource when the unit of work has none of this type
     */
    static <R extends UnitOfWorkResource> void with(Class<R> type, Supplier<R> factory, Consumer<R> action) {
        Optional<UnitOfWork<?>> open = open();
        if (open.isPresent()) {
            UnitOfWork<?> work = open.get();
            action.accept(work.getOrComputeResource(type.getName(), key -> register(work, factory.get())));
        } else {
            R resource = factory.get();
            action.accept(resource);
            resource.commit();
        }
    }

    /** The resource of the current unit of work; empty when it has none, or does not collect any more. */
    static <R extends UnitOfWorkResource> Optional<R> current(Class<R> type) {
        return open().map(work -> work.getResource(type.getName()));
    }

    private static Optional<UnitOfWork<?>> open() {
        return CurrentUnitOfWork.<UnitOfWork<?>>map(UnitOfWork::root)
                .filter(work -> work.phase().isBefore(UnitOfWork.Phase.COMMIT));
    }

    private static <R extends UnitOfWorkResource> R register(UnitOfWork<?> work, R resource) {
        work.onCommit(committing -> resource.commit());
        work.onRollback(failed -> resource.rollback(causeOf(failed)));
        return resource;
    }

    private static @Nullable Throwable causeOf(UnitOfWork<?> failed) {
        ExecutionResult result = failed.getExecutionResult();
        return result != null && result.isExceptionResult() ? result.getExceptionResult() : null;
    }
}
