package io.fluvius.command.payload;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads dates and times in the format of RFC 3339, which JSON Schema calls {@code date} and {@code date-time}. Of what that
 * allows, the second 60, more than nine digits of a second, and offsets beyond 18 hours are refused, because {@link Instant}
 * does not keep them. The patterns are complete, with the days of every month, because validators do not have to
 * check a format.
 */
final class DateTimes {

    /** The pattern of a date in the years 1 to 9999, without anchors. */
    static final String DATE = date();

    /** The pattern of a time, without anchors. */
    static final String DATE_TIME = DATE
            + "[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?"
            + "(?:[Zz]|[+-](?:(?:0[0-9]|1[0-7]):[0-5][0-9]|18:00))";

    private static final Pattern DATE_PATTERN = Pattern.compile(DATE);
    private static final Pattern DATE_TIME_PATTERN = Pattern.compile(DATE_TIME);

    private DateTimes() {}

    /** Returns the date; empty unless the text is one in a year from 1 to 9999. */
    static Optional<LocalDate> date(String text) {
        return DATE_PATTERN.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    }

    /** Returns the time; empty unless the text is one whose local date is in a year from 1 to 9999. */
    static Optional<Instant> time(String text) {
        return DATE_TIME_PATTERN.matcher(text).matches() ? Optional.of(Instant.parse(text)) : Optional.empty();
    }

    private static String date() {
        String year = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])";
        String leapYear = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)";
        String day = "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
                + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
                + "|02-(?:0[1-9]|1[0-9]|2[0-8]))";
        return "(?:" + year + "-" + day + "|" + leapYear + "-02-29)";
    }
}
