package io.fluvius.console.event;

import io.fluvius.eventstore.search.EventSearch.Bucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Events over time as bars.
 *
 * @param bars from left to right
 * @param from the beginning
 * @param to the end
 * @param most about the number of events of the highest bar
 */
record Histogram(List<Bar> bars, Instant from, Instant to, long most) {

    /** The number of bars. */
    static final int BARS = 60;

    static final int HEIGHT = 80;
    private static final int BAR = 10;

    /**
     * A bar.
     *
     * @param link to the events of its time
     * @param x its left side
     * @param y its top
     * @param height its height; 0 without events
     */
    record Bar(String link, Instant from, Instant to, long events, int x, int y, int height) {}

    static Histogram of(List<Bucket> buckets, EventParameters parameters) {
        long most = buckets.stream().mapToLong(Bucket::events).max().orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (Bucket bucket : buckets) {
            int height = bucket.events() == 0 ? 0 : Math.max(1, Math.toIntExact(HEIGHT * bucket.events() / most));
            String link = parameters.during(bucket.from(), bucket.to());
            bars.add(new Bar(
                    link, bucket.from(), bucket.to(), bucket.events(), BAR * bars.size(), HEIGHT - height, height));
        }
        return new Histogram(bars, buckets.getFirst().from(), buckets.getLast().to(), most);
    }

    /** The part of the drawing that is shown. */
    public String viewBox() {
        return "0 0 " + BAR * BARS + " " + HEIGHT;
    }
}
