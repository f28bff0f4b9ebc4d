package io.fluvius.user.query;

import io.fluvius.domain.ReadModel;
import io.fluvius.user.ActionName;
import io.fluvius.user.UserEvent.PersonalDataForgotten;
import io.fluvius.user.UserEvent.TotpEnabled;
import io.fluvius.user.UserEvent.TotpRemoved;
import io.fluvius.user.UserEvent.UserActionCompleted;
import io.fluvius.user.UserEvent.UserActionsRequired;
import io.fluvius.user.UserEvent.UserActivated;
import io.fluvius.user.UserEvent.UserCreated;
import io.fluvius.user.UserEvent.UserDeactivated;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserEvent.UserEmailChanged;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserEvent.UserReconciled;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserEvent.UserUnlocked;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.stereotype.Component;

/** Maintains the view of every user who is not deleted. */
@Component
@ProcessingGroup("user-directory")
class UserDirectory {

    @EventHandler
    void on(UserCreated event, ReadModel<UserView> users) {
        users.insert(UserView.created(event.userId(), event.name(), event.email()));
    }

    @EventHandler
    void on(UserRenamed event, ReadModel<UserView> users) {
        users.update(event.userId().value(), user -> user.withName(event.name()));
    }

    @EventHandler
    void on(UserEmailChanged event, ReadModel<UserView> users) {
        users.update(event.userId().value(), user -> user.withEmail(event.email()));
    }

    @EventHandler
    void on(UserActivated event, ReadModel<UserView> users) {
        users.update(
                event.userId().value(),
                user -> user.withStatus(UserStatus.ACTIVE).withDeactivationReason(null));
    }

    /** A locked user stays locked, and becomes deactivated when unlocked. */
    @EventHandler
    void on(UserDeactivated event, ReadModel<UserView> users) {
        users.update(
                event.userId().value(),
                user -> (user.status() == UserStatus.LOCKED ? user : user.withStatus(UserStatus.DEACTIVATED))
                        .withDeactivationReason(event.reason()));
    }

    @EventHandler
    void on(UserLocked event, ReadModel<UserView> users) {
        users.update(event.userId().value(), user -> user.withStatus(UserStatus.LOCKED));
    }

    @EventHandler
    void on(UserUnlocked event, ReadModel<UserView> users) {
        users.update(event.userId().value(), user -> user.withStatus(event.status()));
    }

    @EventHandler
    void on(UserActionsRequired event, ReadModel<UserView> users) {
        users.update(event.userId().value(), user -> {
            Set<String> actions = new TreeSet<>(user.requiredActions());
            event.actions().stream().map(ActionName::value).forEach(actions::add);
            return user.withRequiredActions(actions);
        });
    }

    @EventHandler
    void on(UserActionCompleted event, ReadModel<UserView> users) {
        users.update(event.userId().value(), user -> {
            Set<String> actions = new TreeSet<>(user.requiredActions());
            actions.remove(event.action().value());
            return user.withRequiredActions(actions);
        });
    }

    @EventHandler
    void on(TotpEnabled event, ReadModel<UserView> users) {
        users.update(event.userId().value(), user -> user.withTotpEnabled(true));
    }

    @EventHandler
    void on(TotpRemoved event, ReadModel<UserView> users) {
        users.update(event.userId().value(), user -> user.withTotpEnabled(false));
    }

    @EventHandler
    void on(UserReconciled event, @Timestamp Instant at, ReadModel<UserView> users) {
        users.update(event.userId().value(), user -> user.withReconciledAt(at));
    }

    @EventHandler
    void on(UserDeleted event, ReadModel<UserView> users) {
        users.delete(event.userId().value());
    }

    @EventHandler
    void on(PersonalDataForgotten event, ReadModel<UserView> users) {
        users.delete(event.userId().value());
    }
}
