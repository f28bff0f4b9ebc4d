package io.fluvius.axonserver;

import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.fluvius.domain.Position;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.receipt.JdbcCommandReceipts;
import io.fluvius.eventstore.search.EventFilter;
import io.fluvius.eventstore.search.EventLookup;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Finds events in Axon Server by position and time; and by identifier as long as the receipt of the command is stored, which contains its
 * position. Safe for use by many threads.
 */
record AxonServerEventLookup(ServerEvents server, StoredEvents forms, JdbcCommandReceipts receipts)
        implements EventLookup {

    /** A receipt that was settled late contains a position somewhat after the events. */
    private static final long BEFORE_RECEIPT = 1_000;

    @Override
    public long head() {
        return server.head();
    }

    @Override
    public List<LoggedEvent> newest(long from, long to, EventFilter filter, int limit) {
        Predicate<LoggedEvent> matches = filter.predicate();
        Deque<LoggedEvent> newest = new ArrayDeque<>();
        long last = Math.min(to, head());
        if (Math.max(0, from) <= last) {
            try (ResultStream<EventWithToken> events = server.open(Math.max(0, from))) {
                long position;
                do {
                    EventWithToken next = ServerEvents.next(events);
                    position = next.getToken();
                    add(newest, next, matches, limit);
                } while (position < last);
            }
        }
        return List.copyOf(newest);
    }

    private void add(Deque<LoggedEvent> newest, EventWithToken next, Predicate<LoggedEvent> matches, int limit) {
        if (StoredEvents.isNoEvent(next.getEvent())) {
            return;
        }
        LoggedEvent event = new LoggedEvent(next.getToken(), forms.fromServer(next.getEvent()));
        if (matches.test(event)) {
            newest.addFirst(event);
            if (newest.size() > limit) {
                newest.removeLast();
            }
        }
    }

    @Override
    public boolean isIndexed(EventFilter filter) {
        return false;
    }

    @Override
    public List<LoggedEvent> withIds(Collection<String> ids) {
        Set<String> wanted = new HashSet<>(ids);
        return ids.stream()
                .map(id -> id.contains(":") ? id.substring(0, id.indexOf(':')) : id)
                .distinct()
                .flatMap(command -> Identifiers.parse(command).stream())
                .flatMap(command -> ofCommand(command).stream())
                .filter(event -> wanted.contains(event.event().id()))
                .sorted(Comparator.comparing(LoggedEvent::position))
                .toList();
    }

    @Override
    public List<LoggedEvent> ofCommand(UUID command) {
        return receipts.find(command)
                .map(receipt -> receipt.position())
                .map(position -> before(position, command.toString()))
                .orElse(List.of());
    }

    private List<LoggedEvent> before(Position position, String command) {
        long to = position.index();
        return newest(to - BEFORE_RECEIPT, to, EventFilter.ALL, (int) BEFORE_RECEIPT + 1).reversed().stream()
                .filter(event ->
                        event.event().id().equals(command) || event.event().id().startsWith(command + ":"))
                .toList();
    }

    /** The server answers with a negative number both for a time before its events and for one after them. */
    @Override
    public List<Long> positionsAt(List<Instant> times) {
        long end = head() + 1;
        List<LoggedEvent> last = newest(end - BEFORE_RECEIPT, end - 1, EventFilter.ALL, 1);
        Instant afterLast = last.isEmpty()
                ? Instant.MIN
                : Instant.parse(last.getFirst().event().time()).plusMillis(1);
        return server.positionsAt(times, afterLast).stream()
                .map(position -> Math.min(position < 0 ? 0 : position, end))
                .toList();
    }
}
