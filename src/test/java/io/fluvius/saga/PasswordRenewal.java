package io.fluvius.saga;

import io.fluvius.domain.Commands;
import io.fluvius.user.ActionName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserEvent.UserActionCompleted;
import io.fluvius.user.UserEvent.UserActionsRequired;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserId;
import java.time.Duration;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;

/** Locks a user who does not renew the password in time. */
@Saga
class PasswordRenewal {

    static final ActionName UPDATE_PASSWORD = new ActionName("UPDATE_PASSWORD");
    static final Duration TIME = Duration.ofSeconds(2);

    private static final String OVERDUE = "password-overdue";

    private @Nullable String deadline;

    @StartSaga
    @SagaEventHandler(associationProperty = "userId")
    void on(UserActionsRequired event, DeadlineManager deadlines) {
        if (event.actions().contains(UPDATE_PASSWORD)) {
            deadline = deadlines.schedule(TIME, OVERDUE, event.userId());
        } else {
            SagaLifecycle.end();
        }
    }

    @SagaEventHandler(associationProperty = "userId")
    void on(UserActionCompleted event, DeadlineManager deadlines) {
        if (event.action().equals(UPDATE_PASSWORD) && deadline != null) {
            deadlines.cancelSchedule(OVERDUE, deadline);
            SagaLifecycle.end();
        }
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "userId")
    void on(UserDeleted event, DeadlineManager deadlines) {
        if (deadline != null) {
            deadlines.cancelSchedule(OVERDUE, deadline);
        }
    }

    @EndSaga
    @DeadlineHandler(deadlineName = OVERDUE)
    void overdue(UserId user, Commands commands) {
        commands.send(user, new LockUser(new Reason("The password was not renewed in time")));
    }
}
