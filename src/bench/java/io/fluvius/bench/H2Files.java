package io.fluvius.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** H2 with the default configuration of the application: file databases in this process, deleted on close. */
public final class H2Files implements AutoCloseable {

    /** The description in the report. */
    public static final String DESCRIPTION = "H2 with the default configuration of the application, `WRITE_DELAY=0`";

    private static final String OPTIONS =
            ";WRITE_DELAY=0;DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE";

    private final Path folder;

    private H2Files(Path folder) {
        this.folder = folder;
    }

    public static H2Files create() throws IOException {
        return new H2Files(Files.createTempDirectory("fluvius-bench"));
    }

    /** Returns a database with the given name and the application's options. */
    public Database database(String name) {
        Path data = folder.resolve(name);
        return new Database(
                "jdbc:h2:file:" + data.resolve("fluvius") + OPTIONS,
                "fluvius",
                "",
                Map.of("fluvius.data-dir", data.toString()));
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
