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

/** The secret by which the application knows its own cursors again, also after a restart. */
public final class CursorKey {

    static final int MIN_CHARACTERS = 32;
    static final String FILE = "cursor.key";
    /** As many as the hash has: a longer key makes no stronger signature. */
    static final int BYTES = 32;

    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private CursorKey() {}

    /**
     * The configured secret, or the one that the folder keeps, which is made when there is none. Several processes may ask
     * at once. Throws {@link StartupRefusedException} when the secret is too short, damaged, or cannot be kept.
     */
    public static byte[] of(@Nullable String configured, Path folder) {
        if (configured == null) {
            return kept(folder.resolve(FILE));
        }
        if (configured.length() < MIN_CHARACTERS) {
            throw new StartupRefusedException(
                    "fluvius.state.cursor-key has " + configured.length() + " characters, which can be guessed.",
                    "Set it to at least " + MIN_CHARACTERS + " random characters, or leave it empty.");
        }
        return configured.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] kept(Path file) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(file, CREATE, ownerOnly(folder))) {
                // held until the channel is closed: whoever comes second finds the whole key
                channel.lock();
                return channel.size() == 0 ? fill(channel) : read(channel, file);
            }
        } catch (IOException failure) {
            throw new StartupRefusedException(
                    "The key of cursors cannot be kept in " + file + ": " + failure + ".",
                    "Make the folder writable, or set fluvius.state.cursor-key.");
        }
    }

    private static byte[] fill(FileChannel channel) throws IOException {
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
                    "The key of cursors in " + file + " is damaged: it has " + channel.size() + " bytes instead of "
                            + BYTES + ".",
                    "Restore it from a backup, or delete it: a new one is made, and cursors handed out before are refused.");
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
