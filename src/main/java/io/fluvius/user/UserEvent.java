package io.fluvius.user;

import io.fluvius.domain.ErasesPersonalData;
import java.time.Instant;
import java.util.Set;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The events of users. */
public sealed interface UserEvent {

    /** The user. */
    UserId userId();

    /** An active user was created. */
    @Revision("1")
    record UserCreated(UserId userId, PersonName name, EmailAddress email) implements UserEvent {}

    /** The name of a user changed. */
    @Revision("1")
    record UserRenamed(UserId userId, PersonName name) implements UserEvent {}

    /** The e-mail address of a user changed. */
    @Revision("1")
    record UserEmailChanged(UserId userId, EmailAddress email) implements UserEvent {}

    /** A user was activated. */
    @Revision("1")
    record UserActivated(UserId userId) implements UserEvent {}

    /** A user was deactivated. */
    @Revision("1")
    record UserDeactivated(UserId userId, @Nullable Reason reason) implements UserEvent {}

    /** A user was locked. */
    @Revision("1")
    record UserLocked(UserId userId, @Nullable Reason reason) implements UserEvent {}

    /** A user was unlocked, and has the status from before the lock. */
    @Revision("1")
    record UserUnlocked(UserId userId, UserStatus status) implements UserEvent {}

    /** A user is required to complete additional actions, until a point in time if there is one. */
    @Revision("1")
    record UserActionsRequired(
            UserId userId,
            Set<ActionName> actions,
            @Nullable Instant dueAt) implements UserEvent {

        /** The actions can be completed at any time. */
        public UserActionsRequired(UserId userId, Set<ActionName> actions) {
            this(userId, actions, null);
        }
    }

    /** A user completed a required action. */
    @Revision("1")
    record UserActionCompleted(UserId userId, ActionName action) implements UserEvent {}

    /** One-time passwords were enabled for a user. */
    @Revision("1")
    record TotpEnabled(UserId userId) implements UserEvent {}

    /** One-time passwords were removed from a user. */
    @Revision("1")
    record TotpRemoved(UserId userId) implements UserEvent {}

    /** The data of a user was reconciled with its source. */
    @Revision("1")
    record UserReconciled(UserId userId) implements UserEvent {}

    /** A user was deleted. */
    @Revision("1")
    record UserDeleted(UserId userId, @Nullable Reason reason) implements UserEvent {}

    /** The personal data of a user was erased, also from earlier events. */
    @Revision("1")
    @ErasesPersonalData
    record PersonalDataForgotten(UserId userId) implements UserEvent {}
}
