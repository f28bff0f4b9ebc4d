package io.fluvius.eventstore.search;

import static io.fluvius.eventstore.schema.EventStoreTables.EVENTS;
import static io.fluvius.eventstore.schema.EventStoreTables.INDEX;
import static io.fluvius.eventstore.schema.EventStoreTables.TIMESTAMP;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.common.DateTimeUtils;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Finds the positions at which times begin, because times have no index: bisects the log for all of them at once, with one statement for
 * each halving. Belongs to one thread.
 */
final class TimeBisection {

    /** An event with its time. */
    private record Timed(long position, Instant time) {}

    /** The events before {@code low} happened before the time, those from {@code high} on did not. */
    private static final class Range {
        private final Instant time;
        private long low;
        private long high;

        Range(Instant time, long low, long high) {
            this.time = time;
            this.low = low;
            this.high = high;
        }

        boolean isOpen() {
            return low < high;
        }

        long middle() {
            return low + (high - low) / 2;
        }

        /** @param event the first event from the middle on */
        void halve(@Nullable Timed event) {
            if (event == null || event.position() >= high || !event.time().isBefore(time)) {
                high = middle();
            } else {
                low = event.position() + 1;
            }
        }
    }

    private final DSLContext dsl;

    TimeBisection(DSLContext dsl) {
        this.dsl = dsl;
    }

    List<Long> positionsAt(List<Instant> times) {
        Record2<Long, Long> ends =
                dsl.select(DSL.min(INDEX), DSL.max(INDEX)).from(EVENTS).fetchSingle();
        long low = ends.value1() == null ? 0 : ends.value1();
        long high = ends.value2() == null ? low : ends.value2() + 1;
        List<Range> ranges =
                times.stream().map(time -> new Range(time, low, high)).toList();
        while (ranges.stream().anyMatch(Range::isOpen)) {
            List<Range> open = ranges.stream().filter(Range::isOpen).toList();
            Map<Long, Timed> events = firstFrom(
                    open.stream().map(Range::middle).collect(Collectors.toSet()).toArray(Long[]::new));
            open.forEach(range -> range.halve(events.get(range.middle())));
        }
        return ranges.stream().map(range -> range.low).toList();
    }

    /** For each position its event, or else the next one. */
    private Map<Long, Timed> firstFrom(Long... positions) {
        Map<Long, Timed> found = new HashMap<>();
        dsl.select(INDEX, TIMESTAMP)
                .from(EVENTS)
                .where(INDEX.in(positions))
                .forEach(row -> found.put(row.value1(), timed(row)));
        Arrays.stream(positions)
                .filter(position -> !found.containsKey(position))
                .forEach(position -> dsl.select(INDEX, TIMESTAMP)
                        .from(EVENTS)
                        .where(INDEX.gt(position))
                        .orderBy(INDEX)
                        .limit(1)
                        .fetchOptional()
                        .ifPresent(next -> found.put(position, timed(next))));
        return found;
    }

    private static Timed timed(Record2<Long, String> row) {
        return new Timed(row.value1(), DateTimeUtils.parseInstant(row.value2()));
    }
}
