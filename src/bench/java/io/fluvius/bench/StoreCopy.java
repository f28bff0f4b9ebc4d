package io.fluvius.bench;

import io.fluvius.operations.LogTransfer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the events of a store by exporting and importing the log. */
public final class StoreCopy {

    private static final Logger LOG = LoggerFactory.getLogger(StoreCopy.class);

    private StoreCopy() {}

    /** Copies all events into an empty database, and waits until its state includes them. */
    public static void run(Database from, Database to) throws IOException {
        Path log = Files.createTempFile("fluvius-bench", ".ndjson");
        try {
            export(from, log);
            load(log, to);
        } finally {
            Files.delete(log);
        }
    }

    private static void export(Database database, Path log) throws IOException {
        try (Application application = Application.start(database.settings());
                OutputStream target = new BufferedOutputStream(Files.newOutputStream(log))) {
            long start = System.nanoTime();
            application.bean(LogTransfer.class).exportTo(target, 0, (done, share) -> {});
            LOG.info("Exported in {}", Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void load(Path log, Database database) throws IOException {
        try (Application application = Application.start(database.settings());
                InputStream source = new BufferedInputStream(Files.newInputStream(log))) {
            long start = System.nanoTime();
            application.bean(LogTransfer.class).importFrom(source, (done, share) -> {});
            LOG.info("Imported in {}", Duration.ofNanos(System.nanoTime() - start));
            application.awaitState();
            LOG.info("Up to date after {}", Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
