package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.DefinedDomains;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.search.EventFilter;
import io.fluvius.eventstore.search.EventLookup;
import io.fluvius.eventstore.search.EventSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.Test;

/** Events of Axon Server are found by position, time, and the receipts of their commands. */
class AxonServerEventLookupTest {

    private static final Instant TIME = Instant.parse("2026-11-22T10:15:30Z");
    private static final UUID COMMAND = UUID.fromString("01900000-0000-7000-8000-00000000000c");
    private static final EventFilter EVEN = new EventFilter(Set.of(), null, null, Map.of(), null, null, "even");

    private final EventsInAxonServer server =
            new EventsInAxonServer(new EventSerializer(new EventNames(DefinedDomains.find())));
    private final EventLookup lookup = server.lookup(receiptAt(3));
    private final EventSearch search = new EventSearch(lookup, Duration.ofSeconds(10));

    @Test
    void the_newest_events_that_match_are_read_from_a_range() {
        append(10);

        assertThat(positions(lookup.newest(2, 8, EVEN, 2))).containsExactly(8L, 6L);
        assertThat(positions(lookup.newest(0, 100, EventFilter.ALL, 3))).containsExactly(9L, 8L, 7L);
        assertThat(lookup.newest(10, 20, EventFilter.ALL, 3)).isEmpty();
        assertThat(lookup.newest(-5, -1, EventFilter.ALL, 3)).isEmpty();
    }

    @Test
    void a_search_walks_through_all_events() {
        append(7);

        EventSearch.Page first = search.search(EVEN, null, 3);
        EventSearch.Page second = search.search(EVEN, first.next(), 3);

        assertThat(positions(first.events())).containsExactly(6L, 4L, 2L);
        assertThat(positions(second.events())).containsExactly(0L);
        assertThat(second.next()).isNull();
    }

    @Test
    void events_are_found_by_their_time() {
        append(10);

        assertThat(lookup.positionsAt(List.of(Instant.EPOCH, TIME.plusSeconds(4), TIME.plusSeconds(99))))
                .containsExactly(0L, 4L, 10L);
        EventFilter during =
                new EventFilter(Set.of(), null, null, Map.of(), TIME.plusSeconds(2), TIME.plusSeconds(4), null);
        assertThat(positions(search.search(during, null, 10).events())).containsExactly(3L, 2L);
        assertThat(search.histogram(null, null, 10).stream()
                        .mapToLong(EventSearch.Bucket::events)
                        .sum())
                .isEqualTo(10);
    }

    @Test
    void the_events_of_a_command_are_found_by_its_receipt() {
        append(2);
        server.append(event(COMMAND.toString(), 2));
        server.append(event(COMMAND + ":1", 3));
        server.append(event("another", 4));

        assertThat(positions(lookup.ofCommand(COMMAND))).containsExactly(2L, 3L);
        assertThat(positions(lookup.withIds(List.of(COMMAND + ":1", "another"))))
                .containsExactly(3L);
        assertThat(search.event("another", 4L)).map(LoggedEvent::position).contains(4L);
        assertThat(search.event("another", 3L)).isEmpty();
    }

    private void append(int events) {
        for (int index = 0; index < events; index++) {
            server.append(event(Integer.toString(index), index));
        }
    }

    private static GenericEventMessage<String> event(String id, int second) {
        return new GenericEventMessage<>(id, second % 2 == 0 ? "even" : "odd", Map.of(), TIME.plusSeconds(second));
    }

    private static List<Long> positions(List<LoggedEvent> events) {
        return events.stream().map(LoggedEvent::position).toList();
    }

    /** A database in which every command has a receipt with a position. */
    private static DSLContext receiptAt(long position) {
        DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
        return DSL.using(
                new MockConnection(statement -> {
                    Result<Record> rows = dsl.newResult(EventStoreTables.RECEIPT_COLUMNS);
                    Record row = dsl.newRecord(EventStoreTables.RECEIPT_COLUMNS);
                    row.set(EventStoreTables.COMMAND_ID, COMMAND);
                    row.set(EventStoreTables.RESOURCE, "user");
                    row.set(EventStoreTables.AGGREGATE_ID, COMMAND);
                    row.set(EventStoreTables.POSITION, position);
                    rows.add(row);
                    return new MockResult[] {new MockResult(1, rows)};
                }),
                SQLDialect.POSTGRES);
    }
}
