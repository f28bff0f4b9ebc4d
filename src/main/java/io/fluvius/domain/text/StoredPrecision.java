package io.fluvius.domain.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The numbers and times that the tables of views store, which are the same in every supported database: numbers of at most
 * 29 digits before and 9 after the decimal point, and times with microseconds in the years 1 to 9999.
 */
public final class StoredPrecision {

    /** The digits of a number after the decimal point. */
    public static final int SCALE = 9;
    /** The digits of a number in all. */
    public static final int PRECISION = 38;
    /** The first year that every database stores. */
    public static final int FIRST_YEAR = 1;
    /** The last year that every database stores. */
    public static final int LAST_YEAR = 9999;

    private static final Instant START = startOf(FIRST_YEAR);
    private static final Instant END = startOf(LAST_YEAR + 1);

    private StoredPrecision() {}

    /** Whether a number can be stored without rounding. */
    public static boolean isStorable(BigDecimal number) {
        return number.signum() == 0
                || hasFewDigitsBeforePoint(number)
                        && (number.scale() <= SCALE
                                || number.stripTrailingZeros().scale() <= SCALE);
    }

    /** Whether a date can be stored. */
    public static boolean isStorable(LocalDate date) {
        return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
    }

    /** Whether a time can be stored, apart from its nanoseconds. */
    public static boolean isStorable(Instant time) {
        return !time.isBefore(START) && time.isBefore(END);
    }

    /** Returns a number as it is stored, without zeros at its end; one that is too large to be stored is returned as it is. */
    public static BigDecimal stored(BigDecimal number) {
        if (!hasFewDigitsBeforePoint(number)) {
            return number.signum() == 0 ? BigDecimal.ZERO : number;
        }
        BigDecimal rounded = number.scale() > SCALE ? number.setScale(SCALE, RoundingMode.HALF_UP) : number;
        BigDecimal stripped = rounded.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Returns a time as it is stored, without nanoseconds. */
    public static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** Tested before a scale is changed, because 1E+999999999 would fill the memory. */
    private static boolean hasFewDigitsBeforePoint(BigDecimal number) {
        return (long) number.precision() - number.scale() <= PRECISION - SCALE;
    }

    private static Instant startOf(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
