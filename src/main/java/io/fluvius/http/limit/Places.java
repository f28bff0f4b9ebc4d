package io.fluvius.http.limit;

import java.util.HashMap;
import java.util.Map;

/** Counts what goes on at the same time, overall and for each caller. Safe for use by many threads. */
final class Places {

    private final int overall;
    private final int perCaller;
    private final Map<String, Integer> occupied = new HashMap<>();
    private int total;

    /**
     * Creates the places.
     *
     * @param overall how many there are; 0 for no limit
     * @param perCaller how many one caller may occupy; 0 for no limit
     */
    Places(int overall, int perCaller) {
        this.overall = overall;
        this.perCaller = perCaller;
    }

    /** Occupies a place. Returns false if none is left. */
    synchronized boolean enter(String caller) {
        int own = occupied.getOrDefault(caller, 0);
        if (isReached(overall, total) || isReached(perCaller, own)) {
            return false;
        }
        occupied.put(caller, own + 1);
        total++;
        return true;
    }

    /** Frees a place that the caller occupied. */
    synchronized void leave(String caller) {
        occupied.computeIfPresent(caller, (name, own) -> own == 1 ? null : own - 1);
        total--;
    }

    private static boolean isReached(int limit, int count) {
        return limit > 0 && count >= limit;
    }
}
