package io.fluvius.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final String DATA = "john@example.com";

    @Test
    void an_exception_of_the_database_and_all_that_quote_it_lose_their_messages() {
        SQLException database = new SQLException("Failing row contains (" + DATA + ")", "23514");
        RuntimeException wrapped = new IllegalStateException("Cannot store " + DATA, new RuntimeException(database));

        String printed = Throwables.getStackTrace(Redaction.redact(wrapped));

        assertThat(printed)
                .doesNotContain(DATA)
                .contains("java.lang.IllegalStateException", "java.sql.SQLException [23514]")
                .contains("RedactionTest.an_exception_of_the_database");
    }

    @Test
    void so_does_an_exception_that_has_suppressed_one_of_the_database() {
        RuntimeException other = new IllegalStateException("Cannot store " + DATA);
        other.addSuppressed(new RuntimeException(new SQLException("Failing row contains (" + DATA + ")", "23514")));

        assertThat(Throwables.getStackTrace(Redaction.redact(other)))
                .doesNotContain(DATA)
                .contains("java.lang.IllegalStateException");
    }

    @Test
    void any_other_exception_stays_as_it_is() {
        RuntimeException other = new IllegalStateException("No row has this id", new RuntimeException("cause"));

        assertThat(Redaction.redact(other)).isSameAs(other);
    }
}
