package io.fluvius.query.cursor;

import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Provides the secret key with which cursors are signed. */
public final class CursorKey {

    static final int MIN_CHARACTERS = 32;
    static final String FILE = "cursor.key";
    /** The length of the hash, in bytes; a longer key does not make the signature stronger. */
    static final int BYTES = 32;

    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private CursorKey() {}

    /**
     * Returns the configured key, or the key stored in the folder, generated if the folder has none. Several processes may
     * call this at the same time. Throws {@link StartupRefusedException} if the configured key is too short, or the stored key
     * is damaged or cannot be read or written.
     */
    public static byte[] of(@Nullable String configured, Path folder) {
        if (configured == null) {
            return stored(folder.resolve(FILE));
        }
        if (configured.length() < MIN_CHARACTERS) {
            throw new StartupRefusedException(
                    "fluvius.state.cursor-key has " + configured.length()
                            + " characters, which is too short to be secure.",
                    "Set it to at least " + MIN_CHARACTERS + " random characters, or leave it empty.");
        }
        return configured.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] stored(Path file) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(file, CREATE, ownerOnly(folder))) {
                // held until the channel is closed, so that a concurrent process reads a complete key
                channel.lock();
                return channel.size() == 0 ? generate(channel) : read(channel, file);
            }
        } catch (IOException failure) {
            throw new StartupRefusedException(
                    "The key for cursors cannot be stored in " + file + ": " + failure + ".",
                    "Make the folder writable, or set fluvius.state.cursor-key.");
        }
    }

    private static byte[] generate(FileChannel channel) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        channel.write(ByteBuffer.wrap(key));
        channel.force(true);
        return key;
    }

    private static byte[] read(FileChannel channel, Path file) throws IOException {
        ByteBuffer key = ByteBuffer.allocate(BYTES);
        if (channel.size() != BYTES || channel.read(key) != BYTES) {
            throw new StartupRefusedException(
                    "The key for cursors in " + file + " is damaged: it has " + channel.size() + " bytes instead of "
                            + BYTES + ".",
                    "Restore the file from a backup, or delete it. A new key is then generated, and earlier cursors become invalid.");
        }
        return key.array();
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
