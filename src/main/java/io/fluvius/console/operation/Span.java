package io.fluvius.console.operation;

/**
 * About how long something takes, or took.
 *
 * @param key that of its text
 * @param number the number in its text
 */
record Span(String key, long number) {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** In the largest unit of which there are at least two. */
    static Span ofSeconds(long seconds) {
        if (seconds < 1) {
            return new Span("span.moment", 0);
        }
        if (seconds < 2 * MINUTE) {
            return new Span("span.seconds", seconds);
        }
        if (seconds < 2 * HOUR) {
            return new Span("span.minutes", rounded(seconds, MINUTE));
        }
        return seconds < 2 * DAY
                ? new Span("span.hours", rounded(seconds, HOUR))
                : new Span("span.days", rounded(seconds, DAY));
    }

    private static long rounded(long seconds, long unit) {
        return (seconds + unit / 2) / unit;
    }
}
