package io.fluvius.user;

/** The reasons for which a command on a user is rejected. */
public sealed interface UserRejection {

    /** The user is locked, and must be unlocked instead of activated. */
    record UserLocked(UserId userId) implements UserRejection {}

    /** The user is deactivated, and cannot be required to complete actions. */
    record UserNotActive(UserId userId) implements UserRejection {}

    /** The user is not required to complete the action. */
    record ActionNotRequired(UserId userId, ActionName action) implements UserRejection {}
}
