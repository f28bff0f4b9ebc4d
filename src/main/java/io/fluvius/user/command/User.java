package io.fluvius.user.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Rejected;
import io.fluvius.domain.UniqueValues;
import io.fluvius.user.ActionName;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.ActivateUser;
import io.fluvius.user.UserCommand.CompleteUserAction;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.DeactivateUser;
import io.fluvius.user.UserCommand.DeleteUser;
import io.fluvius.user.UserCommand.EnableTotp;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserCommand.ForgetUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserCommand.ReconcileUser;
import io.fluvius.user.UserCommand.RemoveTotp;
import io.fluvius.user.UserCommand.UnlockUser;
import io.fluvius.user.UserCommand.UpdateUser;
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
import io.fluvius.user.UserId;
import io.fluvius.user.UserRejection;
import io.fluvius.user.UserStatus;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.spring.stereotype.Aggregate;

/** A person who can use the system. Decides each command on the user from the events of that user. */
@Aggregate(type = "user")
class User {

    private static final String EMAIL = "user.email";

    @AggregateIdentifier
    private UserId id;

    private PersonName name;
    private EmailAddress email;
    private boolean deactivated;
    private boolean locked;
    private boolean totpEnabled;
    private boolean deleted;
    private final Set<ActionName> requiredActions = new HashSet<>();

    @SuppressWarnings("NullAway.Init")
    User() {}

    @CommandHandler
    @SuppressWarnings("NullAway.Init")
    User(CreateUser command, @AggregateId String newId, UniqueValues uniqueValues) {
        UserId userId = UserId.of(newId);
        uniqueValues.claim(EMAIL, command.email().folded(), userId.value());
        apply(new UserCreated(userId, command.name(), command.email()));
    }

    @EventSourcingHandler
    void evolve(UserCreated event) {
        id = event.userId();
        name = event.name();
        email = event.email();
    }

    @CommandHandler
    void decide(UpdateUser command, UniqueValues uniqueValues) {
        if (command.name() != null && !command.name().equals(name)) {
            apply(new UserRenamed(id, command.name()));
        }
        if (command.email() != null && !command.email().equals(email)) {
            if (!command.email().folded().equals(email.folded())) {
                uniqueValues.claim(EMAIL, command.email().folded(), id.value());
                uniqueValues.release(EMAIL, email.folded(), id.value());
            }
            apply(new UserEmailChanged(id, command.email()));
        }
    }

    @EventSourcingHandler
    void evolve(UserRenamed event) {
        name = event.name();
    }

    @EventSourcingHandler
    void evolve(UserEmailChanged event) {
        email = event.email();
    }

    @CommandHandler
    void decide(ActivateUser command) {
        if (locked) {
            throw new Rejected(new UserRejection.UserLocked(id));
        }
        if (deactivated) {
            apply(new UserActivated(id));
        }
    }

    @EventSourcingHandler
    void evolve(UserActivated event) {
        deactivated = false;
    }

    @CommandHandler
    void decide(DeactivateUser command) {
        if (!deactivated) {
            apply(new UserDeactivated(id, command.reason()));
        }
    }

    @EventSourcingHandler
    void evolve(UserDeactivated event) {
        deactivated = true;
    }

    @CommandHandler
    void decide(LockUser command) {
        if (!locked) {
            apply(new UserLocked(id, command.reason()));
        }
    }

    @EventSourcingHandler
    void evolve(UserLocked event) {
        locked = true;
    }

    @CommandHandler
    void decide(UnlockUser command) {
        if (locked) {
            apply(new UserUnlocked(id, deactivated ? UserStatus.DEACTIVATED : UserStatus.ACTIVE));
        }
    }

    @EventSourcingHandler
    void evolve(UserUnlocked event) {
        locked = false;
    }

    @CommandHandler
    void decide(ExecuteUserAction command) {
        if (deactivated) {
            throw new Rejected(new UserRejection.UserNotActive(id));
        }
        Set<ActionName> missing = new LinkedHashSet<>(command.actions());
        missing.removeAll(requiredActions);
        if (!missing.isEmpty()) {
            apply(new UserActionsRequired(id, missing, command.dueAt()));
        }
    }

    @EventSourcingHandler
    void evolve(UserActionsRequired event) {
        requiredActions.addAll(event.actions());
    }

    @CommandHandler
    void decide(CompleteUserAction command) {
        if (!requiredActions.contains(command.action())) {
            throw new Rejected(new UserRejection.ActionNotRequired(id, command.action()));
        }
        apply(new UserActionCompleted(id, command.action()));
    }

    @EventSourcingHandler
    void evolve(UserActionCompleted event) {
        requiredActions.remove(event.action());
    }

    @CommandHandler
    void decide(EnableTotp command) {
        if (!totpEnabled) {
            apply(new TotpEnabled(id));
        }
    }

    @EventSourcingHandler
    void evolve(TotpEnabled event) {
        totpEnabled = true;
    }

    @CommandHandler
    void decide(RemoveTotp command) {
        if (totpEnabled) {
            apply(new TotpRemoved(id));
        }
    }

    @EventSourcingHandler
    void evolve(TotpRemoved event) {
        totpEnabled = false;
    }

    @CommandHandler
    void decide(ReconcileUser command) {
        apply(new UserReconciled(id));
    }

    @CommandHandler
    void decide(DeleteUser command, UniqueValues uniqueValues) {
        uniqueValues.release(EMAIL, email.folded(), id.value());
        apply(new UserDeleted(id, command.reason()));
    }

    @EventSourcingHandler
    void evolve(UserDeleted event) {
        deleted = true;
    }

    /** A deleted user can still be forgotten, because the history remains. */
    @CommandHandlerInterceptor
    void requirePresent(Object command) {
        if (deleted && !(command instanceof ForgetUser)) {
            throw new AggregateDeletedException(id.value().toString());
        }
    }

    @CommandHandler
    void decide(ForgetUser command, UniqueValues uniqueValues) {
        uniqueValues.release(EMAIL, email.folded(), id.value());
        apply(new PersonalDataForgotten(id));
    }

    @EventSourcingHandler
    void evolve(PersonalDataForgotten event) {
        markDeleted();
    }
}
