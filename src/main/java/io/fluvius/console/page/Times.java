package io.fluvius.console.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times that are entered as text. */
public final class Times {

    /** The message for a text that is not a time. */
    public static final String EXPECTED = "must be a date, or a date-time such as 2026-11-22T10:15:30.123Z";

    private Times() {}

    /** Parses a time. A date is its start, and a time without a zone is, in UTC. Empty unless its year has four digits. */
    public static Optional<Instant> parse(String text) {
        try {
            return text.matches("\\d{4}-.*") ? Optional.of(time(text)) : Optional.empty();
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Instant time(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return text.matches(".*T.*([zZ]|[+-][\\d:]+)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
