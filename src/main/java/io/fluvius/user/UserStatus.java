package io.fluvius.user;

/** Whether a user may act. */
public enum UserStatus {
    /** The user may act. */
    ACTIVE,
    /** The user was switched off and can be activated again. */
    DEACTIVATED,
    /** The user is barred until unlocked. */
    LOCKED
}
