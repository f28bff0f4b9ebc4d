package io.fluvius.user;

import java.util.Set;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What has happened to a user. */
public sealed interface UserEvent {

    /** Whom it happened to. */
    UserId userId();

    /** A user was added, active. */
    @Revision("1")
    record UserCreated(UserId userId, PersonName name, EmailAddress email) implements UserEvent {}

    /** A user is called otherwise. */
    @Revision("1")
    record UserRenamed(UserId userId, PersonName name) implements UserEvent {}

    /** A user is reached elsewhere. */
    @Revision("1")
    record UserEmailChanged(UserId userId, EmailAddress email) implements UserEvent {}

    /** A user may act again. */
    @Revision("1")
    record UserActivated(UserId userId) implements UserEvent {}

    /** A user was switched off. */
    @Revision("1")
    record UserDeactivated(UserId userId, @Nullable Reason reason) implements UserEvent {}

    /** A user is barred. */
    @Revision("1")
    record UserLocked(UserId userId, @Nullable Reason reason) implements UserEvent {}

    /** A lock was lifted; the user has that status again. */
    @Revision("1")
    record UserUnlocked(UserId userId, UserStatus status) implements UserEvent {}

    /** A user has to do more than before. */
    @Revision("1")
    record UserActionsRequired(UserId userId, Set<ActionName> actions) implements UserEvent {}

    /** A user has done what was required. */
    @Revision("1")
    record UserActionCompleted(UserId userId, ActionName action) implements UserEvent {}

    /** A user signs in with one-time passwords. */
    @Revision("1")
    record TotpEnabled(UserId userId) implements UserEvent {}

    /** A user signs in without one-time passwords. */
    @Revision("1")
    record TotpRemoved(UserId userId) implements UserEvent {}

    /** A user's data was compared with its source. */
    @Revision("1")
    record UserReconciled(UserId userId) implements UserEvent {}

    /** A user was removed. */
    @Revision("1")
    record UserDeleted(UserId userId, @Nullable Reason reason) implements UserEvent {}
}
