package io.fluvius.bench;

import java.util.Collection;
import org.HdrHistogram.Histogram;

/** How long calls took, to three digits. Not safe for use by many threads. */
public final class Percentiles {

    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Histogram nanos = new Histogram(DIGITS);
    private long untimed;

    /** Those of all calls of some. */
    public static Percentiles together(Collection<Percentiles> some) {
        Percentiles all = new Percentiles();
        some.forEach(each -> {
            all.nanos.add(each.nanos);
            all.untimed += each.untimed;
        });
        return all;
    }

    /** So many calls, none of which was timed by itself. */
    public static Percentiles untimed(long calls) {
        Percentiles percentiles = new Percentiles();
        percentiles.untimed = calls;
        return percentiles;
    }

    /** One more call; less than nothing counts as nothing. */
    public void add(long nanoseconds) {
        nanos.recordValue(Math.max(0, nanoseconds));
    }

    /** How many calls there were. */
    public long calls() {
        return nanos.getTotalCount() + untimed;
    }

    /** Whether it is known how long the calls took. */
    boolean timed() {
        return untimed == 0;
    }

    /** What that share of the calls did not exceed, in milliseconds; 0 without calls. */
    public double millis(double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }

    /** What half of the calls did not exceed, in milliseconds. */
    public double median() {
        return millis(50);
    }
}
