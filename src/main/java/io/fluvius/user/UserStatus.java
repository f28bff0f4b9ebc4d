package io.fluvius.user;

/** Whether a user can use the system. */
public enum UserStatus {
    /** The user can use the system. */
    ACTIVE,
    /** The user was deactivated, and can be activated again. */
    DEACTIVATED,
    /** The user was locked, and cannot use the system until unlocked. */
    LOCKED
}
