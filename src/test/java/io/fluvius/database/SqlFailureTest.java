package io.fluvius.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {

    @ParameterizedTest
    @CsvSource({
        "23505, DUPLICATE_KEY",
        "40001, CONTENTION",
        "40P01, CONTENTION",
        "HYT00, CONTENTION",
        "55P03, CONTENTION",
        "08006, CONNECTION",
        "53300, CONNECTION",
        "57P01, CONNECTION",
        "57014, CANCELED",
        "90007, CONNECTION",
        "90020, CONNECTION",
        "90067, CONNECTION",
        "90028, CLOSED",
        "90031, CLOSED",
        "90098, CLOSED",
        "90121, CLOSED",
        "90135, CLOSED",
        "23502, REFUSED",
        "42601, REFUSED",
        "90022, REFUSED",
        "08, UNKNOWN",
        ", UNKNOWN"
    })
    void a_failure_is_classified_by_its_state(String state, SqlFailure expected) {
        assertThat(SqlFailure.of(new SQLException("failed", state))).isEqualTo(expected);
    }

    @Test
    void the_outermost_state_counts() {
        SQLException inner = new SQLException("duplicate", "23505");

        assertThat(SqlFailure.of(new SQLException("failed", inner))).isEqualTo(SqlFailure.DUPLICATE_KEY);
        assertThat(SqlFailure.of(new SQLException("failed", "42601", inner))).isEqualTo(SqlFailure.REFUSED);
    }

    @Test
    void an_exception_of_the_storage_of_h2_means_that_the_file_is_closed() {
        SQLException failure = new SQLException("failed", "50000", new MVStoreException(4, "closed"));

        assertThat(SqlFailure.of(failure)).isEqualTo(SqlFailure.CLOSED);
    }

    @Test
    void a_locked_row_of_h2_is_contention() {
        SQLException failure = new SQLException("locked", "HYT00", new MVStoreException(101, "locked"));

        assertThat(SqlFailure.of(failure)).isEqualTo(SqlFailure.CONTENTION);
    }

    @Test
    void the_outcome_is_unknown_unless_the_database_reports_it() {
        assertThat(SqlFailure.values())
                .filteredOn(SqlFailure::isOutcomeUnknown)
                .containsExactly(SqlFailure.CONNECTION, SqlFailure.CLOSED, SqlFailure.UNKNOWN);
    }
}
