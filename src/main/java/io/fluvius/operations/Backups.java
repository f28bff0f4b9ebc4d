package io.fluvius.operations;

import org.jspecify.annotations.Nullable;

/** Backs up an H2 database while the application runs. Safe for use by many threads. */
public interface Backups {

    /**
     * Writes a backup into the folder {@code fluvius.backups.folder}.
     *
     * @param name the name of the new file, which ends in {@code .zip}; null for a name that contains the time
     * @throws io.fluvius.problem.ProblemException with {@code malformed-request} for a name that could denote a file elsewhere,
     *     and with {@code wrong-state} if the file exists, or the database is not H2
     */
    Backup create(@Nullable String name);

    /**
     * A backup.
     *
     * @param file the name of the file
     * @param bytes its size
     */
    record Backup(String file, long bytes) {}
}
