package io.fluvius.command;

/** Checks in advance what a store checks when a unit of work commits. Safe for use by many threads. */
public interface CommitCheck {

    /**
     * Checks the unique values that the current unit of work claims, and writes nothing.
     *
     * @throws RuntimeException the exception with which the commit would fail
     */
    void verify();
}
