package io.fluvius.automation;

import io.fluvius.domain.Automation;
import io.fluvius.domain.Commands;
import io.fluvius.user.ActionName;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserCommand.ReconcileUser;
import io.fluvius.user.UserEvent.UserLocked;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;

/** Sends two commands for each event. */
@Automation("when-user-locked-then-require-new-password")
class WhenUserLockedThenRequireNewPassword {

    @EventHandler
    void react(UserLocked event, Commands commands) {
        commands.send(event.userId(), new ExecuteUserAction(List.of(new ActionName("UPDATE_PASSWORD"))));
        commands.send(event.userId(), new ReconcileUser());
    }
}
