package io.fluvius.operations.rebuild;

import org.jspecify.annotations.Nullable;

/** How many events are read each second, averaged over some seconds. For use by one thread. */
final class Pace {

    /** The weight of the time since the last look. */
    private static final double NEW = 0.3;

    private long position;
    private long nanos = System.nanoTime();
    private double perSecond = -1;

    Pace(long position) {
        this.position = position;
    }

    /** Returns the rate after a further look; null if no event was read since the one before. */
    @Nullable Long next(long reached) {
        long now = System.nanoTime();
        double current = (reached - position) * 1e9 / Math.max(1, now - nanos);
        perSecond = perSecond < 0 ? current : NEW * current + (1 - NEW) * perSecond;
        boolean isIdle = reached == position;
        position = reached;
        nanos = now;
        return isIdle ? null : Math.max(1, Math.round(perSecond));
    }
}
