package io.fluvius.user;

/** Why a user says no. */
public sealed interface UserRejection {

    /** A locked user cannot be activated, only unlocked. */
    record UserLocked(UserId userId) implements UserRejection {}

    /** Nothing can be required of a deactivated user. */
    record UserNotActive(UserId userId) implements UserRejection {}

    /** The action is not required, so it cannot be completed. */
    record ActionNotRequired(UserId userId, ActionName action) implements UserRejection {}
}
