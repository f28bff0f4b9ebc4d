package io.fluvius.operations.backup;

import io.fluvius.database.OnlineBackup;
import io.fluvius.operations.Backups;
import io.fluvius.operations.OperatorActions;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes each backup as a file of one folder. The one place through which backups go. */
final class FolderBackups implements Backups {

    /** A name of a file, and never a path. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.zip");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss-SSS").withZone(ZoneOffset.UTC);

    private final OnlineBackup database;
    private final Path folder;
    private final OperatorActions actions;
    private final Lock writing = new ReentrantLock();

    FolderBackups(OnlineBackup database, Path folder, OperatorActions actions) {
        this.database = database;
        this.folder = folder;
        this.actions = actions;
    }

    @Override
    public Backup create(@Nullable String name) {
        String file = name == null ? "fluvius-" + TIME.format(Instant.now()) + ".zip" : name;
        return actions.run("create-backup", file, Map.of(), () -> createFile(file));
    }

    private Backup createFile(String file) {
        if (!database.isSupported()) {
            throw Problem.of(
                            ProblemCode.WRONG_STATE,
                            "The database is PostgreSQL; back it up with pg_dump, which reads a consistent snapshot while the"
                                    + " application runs")
                    .asException();
        }
        if (!NAME.matcher(file).matches()) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "Invalid name of a backup")
                    .at(
                            "/to",
                            "must be the name of a file, without a folder, of letters, digits, '.', '_' and '-', that ends in .zip")
                    .asException();
        }
        writing.lock();
        try {
            return write(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("The backup cannot be written to " + folder, failure);
        } finally {
            writing.unlock();
        }
    }

    /** Writes under another name first, so that a file with the name of a backup is whole. */
    private Backup write(String name) throws IOException {
        Path file = folder.resolve(name);
        Path unfinished = folder.resolve(name + ".unfinished");
        Files.createDirectories(folder);
        if (Files.exists(file)) {
            throw Problem.of(ProblemCode.WRONG_STATE, "A backup named " + name + " exists already; choose another name")
                    .asException();
        }
        try {
            Files.deleteIfExists(unfinished);
            database.writeTo(unfinished);
            Files.move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return new Backup(name, Files.size(file));
    }
}
