package io.fluvius.user.automation;

import io.fluvius.domain.Commands;
import io.fluvius.user.ActionName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserCommand.DeactivateUser;
import io.fluvius.user.UserEvent.PersonalDataForgotten;
import io.fluvius.user.UserEvent.UserActionCompleted;
import io.fluvius.user.UserEvent.UserActionsRequired;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;

/**
 * Deactivates a user who does not complete required actions in time. There is one saga for the actions that were required
 * together; it ends when all of them are completed.
 */
@Saga
public class OverdueActions {

    private static final String USER = "userId";
    private static final String OVERDUE = "user-actions-overdue";

    /** In characters, as {@link Reason} allows. */
    private static final int MAX_REASON_LENGTH = 500;

    private @Nullable UserId user;
    private @Nullable Instant dueAt;
    private @Nullable String deadline;

    /** The names of the actions that are not completed yet. */
    private final Set<String> open = new TreeSet<>();

    /** Also called on sagas of earlier requirements, which do not change. */
    @StartSaga(forceNew = true)
    @SagaEventHandler(associationProperty = USER)
    void on(UserActionsRequired event, DeadlineManager deadlines) {
        if (user != null) {
            return;
        }
        if (event.dueAt() == null) {
            SagaLifecycle.end();
            return;
        }
        user = event.userId();
        dueAt = event.dueAt();
        event.actions().stream().map(ActionName::value).forEach(open::add);
        deadline = deadlines.schedule(event.dueAt(), OVERDUE, event.userId());
    }

    @SagaEventHandler(associationProperty = USER)
    void on(UserActionCompleted event, DeadlineManager deadlines) {
        open.remove(event.action().value());
        if (open.isEmpty()) {
            end(deadlines);
        }
    }

    @SagaEventHandler(associationProperty = USER)
    void on(UserDeleted event, DeadlineManager deadlines) {
        end(deadlines);
    }

    @SagaEventHandler(associationProperty = USER)
    void on(PersonalDataForgotten event, DeadlineManager deadlines) {
        end(deadlines);
    }

    @EndSaga
    @DeadlineHandler(deadlineName = OVERDUE)
    void overdue(UserId overdue, Commands commands) {
        commands.send(overdue, new DeactivateUser(new Reason(reason())));
    }

    private void end(DeadlineManager deadlines) {
        if (deadline != null) {
            deadlines.cancelSchedule(OVERDUE, deadline);
        }
        SagaLifecycle.end();
    }

    private String reason() {
        String actions = open.stream().collect(Collectors.joining(", "));
        String reason = "Not completed by " + dueAt + ": " + actions;
        return reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
    }
}
