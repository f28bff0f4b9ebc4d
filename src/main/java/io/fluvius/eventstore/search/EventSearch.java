package io.fluvius.eventstore.search;

import io.fluvius.command.Command;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.eventstore.log.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.common.DateTimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the log for events that match a filter. Where no index finds them, it looks through one range of positions after the other,
 * for a bounded time, and says how far it came. Memory and time do not grow with the log. Safe for use by many threads.
 */
public final class EventSearch {

    /** By how much the times of two events can contradict their positions: clocks of nodes differ, and a command can wait to be written. */
    private static final Duration DISORDER = Duration.ofMinutes(1);

    /** The number of positions that a search forwards reads at once, and how often at most. */
    private static final int RANGE = 1_000;

    private static final int RANGES = 20;

    private final EventLookup lookup;
    private final Duration patience;

    /** @param patience how long a search may look where no index helps */
    public EventSearch(EventLookup lookup, Duration patience) {
        this.lookup = lookup;
        this.patience = patience;
    }

    /**
     * A part of what was found, newest first.
     *
     * @param events the events
     * @param next where to go on, see {@link #search}; null when the search has looked at everything
     * @param reached the time back to which the search has looked; null when it has looked at everything
     * @param isCut whether the search has ended for the time that it took, so that there may be events that it did not find
     */
    public record Page(
            List<LoggedEvent> events,
            @Nullable Long next,
            @Nullable Instant reached,
            boolean isCut) {}

    /**
     * A part of the time of the log.
     *
     * @param from its beginning
     * @param to its end, excluded
     * @param events about the number of its events
     */
    public record Bucket(Instant from, Instant to, long events) {}

    /**
     * Searches backwards. Events that are appended meanwhile do not change what the next parts contain.
     *
     * @param before the position before which to begin, {@link Page#next} of another part; null for the end of the log
     * @param limit the maximum number of events
     */
    public Page search(EventFilter filter, @Nullable Long before, int limit) {
        long end = Math.min(before == null ? Long.MAX_VALUE : before, lookup.head() + 1);
        List<LoggedEvent> ofCommand = ofCommand(filter);
        if (!ofCommand.isEmpty()) {
            return part(ofCommand, end, limit);
        }
        // one more on each side, because Axon Server knows the positions of times only about
        long from =
                filter.from() == null ? 0 : Math.max(0, position(filter.from().minus(DISORDER)) - 1);
        long to = filter.to() == null ? end : Math.min(end, position(filter.to().plus(DISORDER)) + 1);
        BackwardWalk walk = new BackwardWalk(lookup, filter, from, to - 1, limit);
        Long next = walk.run(patience) ? null : (Long) walk.next();
        return page(walk.found(), next, limit);
    }

    /** The events of the command that a filter wants, newest first; empty when only a search can find them. */
    private List<LoggedEvent> ofCommand(EventFilter filter) {
        Optional<UUID> command =
                Optional.ofNullable(filter.metaData().get(Command.COMMAND_ID)).flatMap(Identifiers::parse);
        return command.map(lookup::ofCommand).orElse(List.of()).reversed().stream()
                .filter(filter.predicate())
                .toList();
    }

    private Page part(List<LoggedEvent> all, long before, int limit) {
        List<LoggedEvent> rest =
                all.stream().filter(event -> event.position() < before).toList();
        List<LoggedEvent> part = rest.subList(0, Math.min(limit, rest.size()));
        return page(part, part.size() < rest.size() ? (Long) part.getLast().position() : null, limit);
    }

    private Page page(List<LoggedEvent> events, @Nullable Long next, int limit) {
        return new Page(events, next, next == null ? null : timeFrom(next), next != null && events.size() < limit);
    }

    /**
     * Searches forwards from a position, for a bounded time, in at most the next 20,000 positions.
     *
     * @param limit the maximum number of events
     * @return oldest first; {@link Page#reached} is the time up to which the search has looked, and {@link Page#next} the position
     */
    public Page searchAfter(long position, EventFilter filter, int limit) {
        long head = lookup.head();
        long end = Math.min(head, position + (long) RANGES * RANGE);
        long deadline = System.nanoTime() + patience.toNanos() / 2;
        List<LoggedEvent> found = new ArrayList<>();
        long next = position + 1;
        while (next <= end && found.size() < limit && System.nanoTime() < deadline) {
            long to = Math.min(end, next + RANGE - 1);
            lookup.newest(next, to, filter, RANGE).reversed().stream()
                    .filter(filter.predicate())
                    .forEach(found::add);
            next = to + 1;
        }
        if (found.size() > limit) {
            found.subList(limit, found.size()).clear();
            next = found.getLast().position() + 1;
        }
        boolean isCut = next <= head;
        return new Page(found, isCut ? (Long) next : null, isCut ? timeFrom(next) : null, isCut);
    }

    /**
     * The event with an identifier, as far as the store finds it.
     *
     * @param position its position, if it is known
     */
    public Optional<LoggedEvent> event(String id, @Nullable Long position) {
        List<LoggedEvent> there = position == null ? List.of() : lookup.newest(position, position, EventFilter.ALL, 1);
        return Stream.of(there, lookup.withIds(List.of(id)))
                .flatMap(List::stream)
                .filter(event -> event.event().id().equals(id))
                .findFirst();
    }

    /**
     * Counts the events of the log, or of a time, by equal parts of it. Takes one statement for each halving of the log.
     *
     * @param from the beginning; null for that of the log
     * @param to the end, excluded; null for that of the log
     * @param number the maximum number of parts
     * @return empty without events
     */
    public List<Bucket> histogram(@Nullable Instant from, @Nullable Instant to, int number) {
        long head = lookup.head();
        Instant first = timeFrom(position(Instant.EPOCH));
        Instant last = timeBefore(head + 1);
        if (first == null || last == null) {
            return List.of();
        }
        Instant start = from == null || from.isBefore(first) ? first : from;
        Instant afterLast = last.plusMillis(1);
        Instant end = to == null || to.isAfter(afterLast) ? afterLast : to;
        return start.isBefore(end) ? buckets(borders(start, end, number)) : List.of();
    }

    private static List<Instant> borders(Instant start, Instant end, int number) {
        long millis = Duration.between(start, end).toMillis();
        Duration width = Duration.ofMillis(Math.max(1, Math.ceilDiv(millis, number)));
        List<Instant> borders = new ArrayList<>();
        for (Instant border = start; border.isBefore(end); border = border.plus(width)) {
            borders.add(border);
        }
        borders.add(end);
        return borders;
    }

    private List<Bucket> buckets(List<Instant> borders) {
        List<Long> positions = lookup.positionsAt(borders);
        List<Bucket> buckets = new ArrayList<>();
        for (int index = 0; index + 1 < borders.size(); index++) {
            // disorder can make a later time begin at an earlier position
            long events = Math.max(0, positions.get(index + 1) - positions.get(index));
            buckets.add(new Bucket(borders.get(index), borders.get(index + 1), events));
        }
        return buckets;
    }

    private long position(Instant time) {
        return lookup.positionsAt(List.of(time)).getFirst();
    }

    private @Nullable Instant timeFrom(long position) {
        List<LoggedEvent> events = lookup.newest(position, position + 99, EventFilter.ALL, 100);
        return events.isEmpty() ? null : time(events.getLast());
    }

    private @Nullable Instant timeBefore(long position) {
        List<LoggedEvent> events = lookup.newest(Math.max(0, position - 100), position - 1, EventFilter.ALL, 1);
        return events.isEmpty() ? null : time(events.getFirst());
    }

    private static Instant time(LoggedEvent event) {
        return DateTimeUtils.parseInstant(event.event().time());
    }
}
