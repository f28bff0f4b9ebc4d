package io.fluvius.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPrecisionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1.123456789",
                "1.1234567890000",
                "99999999999999999999999999999.999999999",
                "1E+28",
                "0E+999999999",
                "0E-999999999"
            })
    void a_number_within_the_limits_is_storable(String number) {
        assertThat(StoredPrecision.isStorable(new BigDecimal(number))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1234567891", "1E+29", "-100000000000000000000000000000", "1E+999999999", "1E-999999999"})
    void a_number_beyond_the_limits_is_not(String number) {
        assertThat(StoredPrecision.isStorable(new BigDecimal(number))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.5",
        "100, 100",
        "1E+2, 100",
        "0.00, 0",
        "2.0000000005, 2.000000001",
        "-2.0000000004, -2",
        "1E+999999999, 1E+999999999"
    })
    void a_number_is_stored_rounded_and_without_zeros_at_its_end(String given, String stored) {
        assertThat(StoredPrecision.stored(new BigDecimal(given))).isEqualTo(new BigDecimal(stored));
    }

    @Test
    void a_time_is_stored_with_microseconds_in_years_of_four_digits() {
        Instant time = Instant.parse("2026-11-22T10:15:30.123456789Z");

        assertThat(StoredPrecision.stored(time)).isEqualTo("2026-11-22T10:15:30.123456Z");
        assertThat(StoredPrecision.isStorable(time)).isTrue();
        assertThat(StoredPrecision.isStorable(Instant.parse("0001-01-01T00:00:00Z")))
                .isTrue();
        assertThat(StoredPrecision.isStorable(Instant.parse("9999-12-31T23:59:59.999999999Z")))
                .isTrue();
        assertThat(StoredPrecision.isStorable(Instant.MAX)).isFalse();
        assertThat(StoredPrecision.isStorable(Instant.MIN)).isFalse();
        assertThat(StoredPrecision.isStorable(LocalDate.MAX)).isFalse();
        assertThat(StoredPrecision.isStorable(LocalDate.of(0, 12, 31))).isFalse();
    }
}
