package io.fluvius.personal;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The persons who were forgotten, in a file outside of the database, so that a restored backup does not bring one back. Each line is signed
 * together with the line before it, so a line cannot be changed, added or removed between others. Safe for use by many threads of one process.
 */
public final class ErasureLedger {

    private static final JsonMapper JSON = StoredJson.mapper();

    private final Path file;
    private final MasterKeys masters;
    /** Null until the file was read. */
    private @Nullable String lastSignature;

    ErasureLedger(Path file, MasterKeys masters) {
        this.file = file;
        this.masters = masters;
    }

    /**
     * A line.
     *
     * @param person the person
     * @param key the id of the master key that signs
     * @param signature of the person and the signature before
     */
    record Line(String person, String key, String signature) {}

    /**
     * Returns the persons. Lines that a previous master key has signed are signed with the present one.
     *
     * @throws StartupRefusedException if a line was not written by this application
     */
    public synchronized Set<UUID> read() {
        List<Line> lines = lines();
        String before = "";
        Set<UUID> persons = new LinkedHashSet<>();
        for (Line line : lines) {
            if (!masters.ids().contains(line.key())
                    || !signature(line.person(), before, line.key()).equals(line.signature())) {
                throw damaged("line " + (persons.size() + 1) + " has no valid signature");
            }
            before = line.signature();
            persons.add(Identifiers.parse(line.person()).orElseThrow(() -> damaged("a line names no person")));
        }
        lastSignature = before;
        if (lines.stream().anyMatch(line -> !line.key().equals(masters.current()))) {
            rewrite(persons);
        }
        return persons;
    }

    private StartupRefusedException damaged(String how) {
        return new StartupRefusedException(
                "The ledger of erasures " + file + " is damaged: " + how + ".",
                "Restore the file, or add the master key that has signed it to fluvius.personal-keys.previous.");
    }

    /** A last line without an end was being written when the process died; the database knows that person. */
    private List<Line> lines() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            List<Line> lines = new ArrayList<>();
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                lines.add(JSON.readValue(line, Line.class));
            }
            if (!text.isEmpty() && !text.endsWith("\n")) {
                Files.writeString(file, text.substring(0, text.lastIndexOf('\n') + 1));
            }
            return lines;
        } catch (JacksonException malformed) {
            throw damaged("a line cannot be read");
        } catch (IOException unreadable) {
            throw new StartupRefusedException(
                    "The ledger of erasures " + file + " cannot be read.", "Make the file readable.", unreadable);
        }
    }

    /**
     * Adds persons, durably.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public synchronized void add(Collection<UUID> persons) {
        if (lastSignature == null) {
            read();
        }
        String lines = persons.stream().map(this::line).collect(Collectors.joining());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The ledger of erasures cannot be written", failure);
        }
    }

    private void rewrite(Set<UUID> persons) {
        lastSignature = "";
        String lines = persons.stream().map(this::line).collect(Collectors.joining());
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("The ledger of erasures cannot be written", failure);
        }
    }

    private String line(UUID person) {
        String signature = signature(person.toString(), Objects.requireNonNull(lastSignature), masters.current());
        lastSignature = signature;
        return JSON.writeValueAsString(new Line(person.toString(), masters.current(), signature)) + "\n";
    }

    private String signature(String person, String before, String key) {
        return masters.sign(key, "erasure\n" + person + "\n" + before);
    }
}
