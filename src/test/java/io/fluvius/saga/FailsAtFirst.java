package io.fluvius.saga;

import io.fluvius.domain.Commands;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserEvent.UserReconciled;
import io.fluvius.user.UserId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;

/** A saga with a deadline that fails once, as it does when the store cannot be reached. */
@Saga
class FailsAtFirst {

    private static final String DUE = "due";
    private static final Set<UserId> FAILED = ConcurrentHashMap.newKeySet();

    @StartSaga
    @SagaEventHandler(associationProperty = "userId")
    void on(UserReconciled event, DeadlineManager deadlines) {
        deadlines.schedule(Duration.ZERO, DUE, event.userId());
    }

    @EndSaga
    @DeadlineHandler(deadlineName = DUE)
    void due(UserId user, Commands commands) {
        if (FAILED.add(user)) {
            throw new IllegalStateException("The first attempt fails");
        }
        commands.send(user, new LockUser(null));
    }
}
