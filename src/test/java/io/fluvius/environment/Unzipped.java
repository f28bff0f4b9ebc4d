package io.fluvius.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks backups. */
public final class Unzipped {

    private Unzipped() {}

    /** Unpacks a file into a folder, which is created if it does not exist. */
    public static void into(Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, folder.resolve(entry.getName()));
                }
            }
        }
    }
}
