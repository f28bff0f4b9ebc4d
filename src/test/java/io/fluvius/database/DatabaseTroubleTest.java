package io.fluvius.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseTroubleTest {

    @ParameterizedTest
    @CsvSource({
        "53100, the disk is full",
        "90020, another process uses the file",
        "90030, the file is corrupt",
        "28000, it refuses this user or password",
        "28P01, it refuses this user or password",
        "08004, it refuses this user or password",
        "3D000, the database does not exist",
        "53300, it accepts no more connections",
        "57P03, the server is starting or stopping",
        "08006, the server does not answer",
        "22P02, it reports an error (SQL state 22P02)"
    })
    void an_sql_state_has_words(String state, String words) {
        DatabaseTrouble trouble = DatabaseTrouble.of(new IllegalStateException(new SQLException("a secret", state)));

        assertThat(trouble.cause()).isEqualTo(words);
        assertThat(trouble.remedy()).isNotBlank().doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource
    void the_innermost_cause_that_names_a_trouble_counts(Exception innermost, String words) {
        assertThat(DatabaseTrouble.of(new SQLException("IO Exception", "90028", innermost))
                        .cause())
                .isEqualTo(words);
    }

    static Stream<Arguments> the_innermost_cause_that_names_a_trouble_counts() {
        return Stream.of(
                Arguments.of(new IOException("No space left on device"), "the disk is full"),
                Arguments.of(new IOException("There is not enough space on the disk"), "the disk is full"),
                Arguments.of(new FileSystemException("f", null, "Disk quota exceeded"), "the disk is full"),
                Arguments.of(
                        new FileSystemException("f", null, "Read-only file system"),
                        "f cannot be used: read-only file system"),
                Arguments.of(new AccessDeniedException("f"), "f cannot be used: permission denied"),
                Arguments.of(new NotDirectoryException("f"), "f cannot be used: a file is in the place of a folder"),
                Arguments.of(new ConnectException("Connection refused"), "no server accepts connections there"),
                Arguments.of(new UnknownHostException("db.example"), "the host db.example is unknown"),
                Arguments.of(new IOException("something else"), "H2 has closed its file"));
    }

    @Test
    void a_failure_without_an_sql_state_is_named() {
        assertThat(DatabaseTrouble.of(new IllegalStateException("a secret")).cause())
                .isEqualTo("it reports an error (IllegalStateException)");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/data/fluvius;PASSWORD=secret, jdbc:h2:file:/data/fluvius",
        "jdbc:postgresql://host:5432/fluvius?password=secret, jdbc:postgresql://host:5432/fluvius",
        "jdbc:postgresql://fluvius:secret@host/fluvius, jdbc:postgresql://host/fluvius"
    })
    void a_url_is_shown_without_its_password(String url, String shown) {
        assertThat(DatabaseUrl.shown(url)).isEqualTo(shown);
    }
}
