package io.fluvius.eventstore.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.axonframework.common.DateTimeUtils;

/** Reads the times of stored events. */
final class EventTime {

    /** As {@link DateTimeUtils#formatInstant} writes them, with zeros for the digits. */
    private static final String FORM = "0000-00-00T00:00:00.000Z";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private EventTime() {}

    /**
     * The same as {@link DateTimeUtils#parseInstant}, but without its formatter for times in the one form that Axon writes.
     * The time of every event that is read is needed, and the formatter took half of what reading events takes.
     *
     * @throws java.time.DateTimeException when it is no time
     */
    static Instant parse(String text) {
        if (!isOfForm(text)) {
            return DateTimeUtils.parseInstant(text);
        }
        // LocalDate and the times of day refuse what is no day and no time
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .atTime(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), (int)
                        (number(text, 20, 23) * NANOS_PER_MILLI))
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean isOfForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int at = 0; at < FORM.length(); at++) {
            char expected = FORM.charAt(at);
            char found = text.charAt(at);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
