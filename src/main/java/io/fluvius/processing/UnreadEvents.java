package io.fluvius.processing;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.Position;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Finds the committed events that segments of a processor have yet to read. Implementations are safe for use by many threads. */
public interface UnreadEvents {

    /** The most events that a query reads. A segment that is further behind needs time anyway. */
    int MAX_READ = 500;

    /**
     * Finds an event of these segments, up to a position, that its segment has not read.
     *
     * @param segments not empty
     * @param aggregate only its events count; null for the events of all aggregates
     * @return {@link Unread#UNKNOWN} when the query would take too long, or when the event store has not reached the position
     */
    Unread upTo(long position, List<SegmentToken> segments, @Nullable UUID aggregate);

    /** Returns when the first event after a position was appended; empty if no event follows it. */
    Optional<Instant> timeOfNext(Position position);

    /**
     * The result of a query.
     *
     * @param isNone whether the segments have read all of their events
     * @param latest the latest unread event that was found; null when no unread event was found
     */
    record Unread(boolean isNone, @Nullable Event latest) {

        public static final Unread NONE = new Unread(true, null);
        /** There may be unread events. */
        public static final Unread UNKNOWN = new Unread(false, null);

        public static Unread of(Event latest) {
            return new Unread(false, latest);
        }
    }

    /**
     * An event.
     *
     * @param index its global index
     * @param aggregate the identifier by which the event is assigned to a segment
     */
    record Event(long index, String aggregate) {

        public boolean isUnreadBy(List<SegmentToken> segments) {
            return segments.stream().anyMatch(it -> it.isBehind(index) && it.owns(aggregate));
        }
    }

    /** Queries the table of events, which contains committed events only. */
    record Stored(ReadOnlyDatabase database) implements UnreadEvents {

        @Override
        public Optional<Instant> timeOfNext(Position position) {
            return database.readOnce(statement -> statement
                    .select(EventStoreTables.TIMESTAMP)
                    .from(EventStoreTables.EVENTS)
                    .where(EventStoreTables.INDEX.gt(position.index()))
                    .orderBy(EventStoreTables.INDEX)
                    .limit(1)
                    .fetchOptional(EventStoreTables.TIMESTAMP)
                    .map(Instant::parse));
        }

        @Override
        public Unread upTo(long position, List<SegmentToken> segments, @Nullable UUID aggregate) {
            return database.read(dsl -> {
                List<Event> events = dsl.select(EventStoreTables.INDEX, EventStoreTables.AGGREGATE)
                        .from(EventStoreTables.EVENTS)
                        .where(
                                EventStoreTables.INDEX.gt(
                                        SegmentToken.reached(segments).index()),
                                EventStoreTables.INDEX.le(position),
                                aggregate == null
                                        ? DSL.noCondition()
                                        : EventStoreTables.AGGREGATE.eq(aggregate.toString()))
                        .limit(MAX_READ)
                        .fetch(row -> new Event(row.value1(), row.value2()));
                return events.stream()
                        .filter(event -> event.isUnreadBy(segments))
                        .max(Comparator.comparing(Event::index))
                        .map(Unread::of)
                        .orElseGet(() -> events.size() < MAX_READ
                                        && dsl.fetchExists(EventStoreTables.EVENTS, EventStoreTables.INDEX.ge(position))
                                ? Unread.NONE
                                : Unread.UNKNOWN);
            });
        }
    }
}
