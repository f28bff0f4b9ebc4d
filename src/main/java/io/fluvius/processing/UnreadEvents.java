package io.fluvius.processing;

import io.fluvius.database.ReadOnlyTransactions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Which committed events a segment of a processor has yet to read. */
public interface UnreadEvents {

    /**
     * What of these segments' own is to be read up to a position that the events have to reach. May say that there is
     * something when it would take too long to find out.
     *
     * @param aggregate whose events count; null: everybody's
     */
    Pending upTo(long position, List<SegmentToken> segments, @Nullable UUID aggregate);

    /**
     * What was found.
     *
     * @param isNone whether nothing is pending
     * @param known an event that is; null: none, or none is known
     */
    record Pending(boolean isNone, @Nullable Event known) {

        public static final Pending NOTHING = new Pending(true, null);
        public static final Pending SOMETHING = new Pending(false, null);
    }

    /** An event by its place among all events, and whose it is. */
    record Event(long index, String aggregate) {

        public boolean isPendingFor(List<SegmentToken> segments) {
            return segments.stream().anyMatch(it -> it.isBehind(index) && it.owns(aggregate));
        }
    }

    /** Looks into the table of events. Events that are not committed are not there, nor are those that never will be. */
    static UnreadEvents in(ReadOnlyTransactions database) {
        return new Stored(database);
    }

    /** The events as rows. */
    record Stored(ReadOnlyTransactions database) implements UnreadEvents {

        /** A segment that is further behind is worth no more reading: it will take its time. */
        private static final int MOST = 500;

        private static final Table<Record> EVENTS = DSL.table(DSL.name("domain_event"));
        private static final Field<Long> INDEX = DSL.field(DSL.name("global_index"), SQLDataType.BIGINT);
        private static final Field<String> AGGREGATE = DSL.field(DSL.name("aggregate_identifier"), SQLDataType.VARCHAR);

        @Override
        public Pending upTo(long position, List<SegmentToken> segments, @Nullable UUID aggregate) {
            return database.read(dsl -> {
                List<Event> events = dsl.select(INDEX, AGGREGATE)
                        .from(EVENTS)
                        .where(beyond(segments, position), of(aggregate))
                        // no "or", for which H2 would read all events there are
                        .unionAll(dsl.select(INDEX, AGGREGATE)
                                .from(EVENTS)
                                .where(INDEX.in(gaps(segments, position)), of(aggregate)))
                        .limit(MOST)
                        .fetch(row -> new Event(row.value1(), row.value2()));
                Optional<Event> latest = events.stream()
                        .filter(event -> event.isPendingFor(segments))
                        .max(Comparator.comparing(Event::index));
                if (latest.isPresent()) {
                    return new Pending(false, latest.get());
                }
                return events.size() < MOST && dsl.fetchExists(EVENTS, INDEX.ge(position))
                        ? Pending.NOTHING
                        : Pending.SOMETHING;
            });
        }

        private static Condition beyond(List<SegmentToken> segments, long position) {
            long from = segments.stream().mapToLong(SegmentToken::index).min().orElseThrow();
            return INDEX.gt(from).and(INDEX.le(position));
        }

        private static Set<Long> gaps(List<SegmentToken> segments, long position) {
            Set<Long> gaps = new TreeSet<>();
            segments.forEach(it -> gaps.addAll(it.gaps().headSet(position + 1)));
            return gaps;
        }

        private static Condition of(@Nullable UUID aggregate) {
            return aggregate == null ? DSL.noCondition() : AGGREGATE.eq(aggregate.toString());
        }
    }
}
