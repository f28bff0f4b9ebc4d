package io.fluvius.query.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorKeyTest {

    @TempDir
    private Path folder;

    @Test
    void a_configured_key_is_used_and_no_file_is_written() {
        String secret = "ü".repeat(32);

        assertThat(CursorKey.of(secret, folder)).isEqualTo(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31})
    void a_short_key_is_refused(int length) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> CursorKey.of("a".repeat(length), folder))
                .withMessageContaining(length + " characters")
                .satisfies(refusal -> assertThat(refusal.remedy()).contains("32"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void an_empty_key_counts_as_missing(String secret) {
        assertThat(new CursorProperties(secret).cursorKey()).isNull();
    }

    @Test
    void without_a_configured_key_a_random_one_is_generated_once_and_stored() {
        Path nested = folder.resolve("not/there/yet");

        byte[] first = CursorKey.of(null, nested);

        assertThat(first).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(CursorKey.of(null, nested)).isEqualTo(first);
        assertThat(nested.resolve("cursor.key")).hasBinaryContent(first);
        assertThat(CursorKey.of(null, folder)).isNotEqualTo(first);
    }

    @Test
    void the_stored_key_is_readable_by_its_owner_only() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));

        CursorKey.of(null, folder);

        assertThat(new HashSet<>(Files.getPosixFilePermissions(folder.resolve("cursor.key"))))
                .isEqualTo(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }

    @Test
    void an_empty_file_left_by_a_killed_process_is_filled() throws IOException {
        Files.createFile(folder.resolve("cursor.key"));

        byte[] key = CursorKey.of(null, folder);

        assertThat(key).hasSize(32);
        assertThat(CursorKey.of(null, folder)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 33, 1000})
    void a_damaged_key_is_refused_and_not_overwritten(int length) throws IOException {
        Path file = Files.write(folder.resolve("cursor.key"), new byte[length]);

        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> CursorKey.of(null, folder))
                .withMessageContaining("cursor.key")
                .satisfies(refusal -> assertThat(refusal.remedy()).contains("delete it"));
        assertThat(file).hasSize(length);
    }

    @Test
    void a_key_that_cannot_be_stored_is_refused() throws IOException {
        Path file = Files.createFile(folder.resolve("data"));

        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> CursorKey.of(null, file))
                .satisfies(refusal -> assertThat(refusal.remedy()).contains("fluvius.state.cursor-key"));
    }
}
