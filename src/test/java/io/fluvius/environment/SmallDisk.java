package io.fluvius.environment;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes, in memory. Mounting it requires root on Linux. */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Aborts the test when the file system cannot be mounted. */
    public static SmallDisk ofMegabytes(int size) {
        Path folder = TestDatabases.temporaryFolder();
        if (!succeeds("mount", "-t", "tmpfs", "-o", "size=" + size + "m", "fluvius-test", folder.toString())) {
            abort("SKIPPED: the test of a full disk needs to mount a file system; run it as root on Linux");
        }
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Writes to a file until no space is left. */
    public void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (Files.getFileStore(folder).getUsableSpace() >= block.length) {
                throw full;
            }
        }
    }

    /** Deletes the file of {@link #fill()}. */
    public void freeSpace() throws IOException {
        Files.delete(ballast);
    }

    @Override
    public void close() {
        if (!succeeds("umount", "--lazy", folder.toString())) {
            throw new IllegalStateException(folder + " stays mounted");
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
