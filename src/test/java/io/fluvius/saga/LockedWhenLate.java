package io.fluvius.saga;

import io.fluvius.domain.Commands;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserEvent.UserActionsRequired;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserEvent.UserUnlocked;
import io.fluvius.user.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;

/**
 * A saga that is changed by an event that its deadline causes. The handler of the deadline lasts until that change is stored, if
 * another node can store it meanwhile.
 */
@Saga
class LockedWhenLate {

    private static final String LATE = "late";
    private static final Map<UserId, CountDownLatch> STORED = new ConcurrentHashMap<>();

    private boolean locked;

    @StartSaga
    @SagaEventHandler(associationProperty = "userId")
    void on(UserActionsRequired event, DeadlineManager deadlines) {
        deadlines.schedule(Duration.ofSeconds(1), LATE, event.userId());
    }

    @DeadlineHandler(deadlineName = LATE)
    void late(UserId user, Commands commands) throws InterruptedException {
        commands.send(user, new LockUser(null));
        stored(user).await(1, TimeUnit.SECONDS);
    }

    @SagaEventHandler(associationProperty = "userId")
    void on(UserLocked event) {
        locked = true;
        CurrentUnitOfWork.get().afterCommit(work -> stored(event.userId()).countDown());
    }

    @SagaEventHandler(associationProperty = "userId")
    void on(UserUnlocked event) {
        if (locked) {
            SagaLifecycle.end();
        }
    }

    private static CountDownLatch stored(UserId user) {
        return STORED.computeIfAbsent(user, first -> new CountDownLatch(1));
    }
}
