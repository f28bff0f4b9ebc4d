package io.fluvius.bench;

import java.util.Collection;
import org.HdrHistogram.Histogram;

/** The times of calls, with a precision of three significant digits. Not thread-safe. */
public final class Percentiles {

    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Histogram nanos = new Histogram(DIGITS);
    private long untimed;

    /** Returns the times of all calls of several instances. */
    public static Percentiles merged(Collection<Percentiles> some) {
        Percentiles all = new Percentiles();
        some.forEach(each -> {
            all.nanos.add(each.nanos);
            all.untimed += each.untimed;
        });
        return all;
    }

    /** Returns an instance for calls whose individual times are unknown. */
    public static Percentiles untimed(long calls) {
        Percentiles percentiles = new Percentiles();
        percentiles.untimed = calls;
        return percentiles;
    }

    /** Adds a call; a negative time counts as 0. */
    public void add(long nanoseconds) {
        nanos.recordValue(Math.max(0, nanoseconds));
    }

    /** Returns the number of calls. */
    public long calls() {
        return nanos.getTotalCount() + untimed;
    }

    /** Returns whether the times of the calls are known. */
    boolean isTimed() {
        return untimed == 0;
    }

    /** Returns a percentile of the times, in milliseconds; 0 if there are no calls. */
    public double millis(double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }

    /** Returns the median time, in milliseconds. */
    public double median() {
        return millis(50);
    }
}
