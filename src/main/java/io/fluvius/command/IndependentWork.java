package io.fluvius.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs work that takes part neither in the current units of work of the thread nor in its transaction. Thread-safe. */
final class IndependentWork {

    private final TransactionTemplate suspended;

    IndependentWork(PlatformTransactionManager transactions) {
        this.suspended = new TransactionTemplate(transactions);
        suspended.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    <R> R call(Supplier<R> work) {
        Deque<UnitOfWork<?>> outer = new ArrayDeque<>();
        while (CurrentUnitOfWork.isStarted()) {
            outer.push(CurrentUnitOfWork.get());
            CurrentUnitOfWork.clear(outer.peek());
        }
        try {
            return TransactionSynchronizationManager.isActualTransactionActive()
                    ? suspended.execute(status -> work.get())
                    : work.get();
        } finally {
            outer.forEach(CurrentUnitOfWork::set);
        }
    }
}
