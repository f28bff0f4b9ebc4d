package io.fluvius.eventstore.log;

import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The log in the database. Reads it in pages, so that neither memory nor a transaction grows with it. */
public final class DatabaseLog implements EventLog {

    private static final int PAGE = 1_000;

    /** The columns of {@link #event}. */
    public static final List<Field<?>> COLUMNS = Stream.concat(
                    Stream.of(EventStoreTables.INDEX), EventStoreTables.EVENT_COLUMNS.stream())
            .toList();

    private final DSLContext dsl;
    private final PersonalEvents personal;

    /** @param personal decrypts the events */
    public DatabaseLog(DSLContext dsl, PersonalEvents personal) {
        this.dsl = dsl;
        this.personal = personal;
    }

    @Override
    public String store() {
        return dsl.dialect().family().getName().toLowerCase(Locale.ROOT);
    }

    @Override
    public long head() {
        Long head = dsl.select(DSL.max(EventStoreTables.INDEX))
                .from(EventStoreTables.EVENTS)
                .fetchSingle()
                .value1();
        return head == null ? -1 : head;
    }

    @Override
    public @Nullable String eventBefore(long position) {
        return dsl.select(EventStoreTables.EVENT_ID)
                .from(EventStoreTables.EVENTS)
                .where(EventStoreTables.INDEX.lt(position))
                .orderBy(EventStoreTables.INDEX.desc())
                .limit(1)
                .fetchOne(EventStoreTables.EVENT_ID);
    }

    @Override
    public void readEvents(long from, long to, Rows<LoggedEvent> rows) throws IOException {
        long next = from;
        while (next <= to) {
            List<Record> page = List.copyOf(dsl.select(COLUMNS)
                    .from(EventStoreTables.EVENTS)
                    .where(EventStoreTables.INDEX.between(next, to))
                    .orderBy(EventStoreTables.INDEX)
                    .limit(PAGE)
                    .fetch());
            for (LoggedEvent event : shown(page.stream().map(DatabaseLog::event).toList(), personal)) {
                rows.accept(event);
            }
            next = page.size() < PAGE ? Long.MAX_VALUE : page.getLast().get(EventStoreTables.INDEX) + 1;
        }
    }

    @Override
    public void readReceipts(Rows<LoggedReceipt> rows) throws IOException {
        UUID last = null;
        List<Record> page;
        do {
            Condition after = last == null ? DSL.noCondition() : EventStoreTables.COMMAND_ID.gt(last);
            page = List.copyOf(dsl.select(EventStoreTables.RECEIPT_COLUMNS)
                    .from(EventStoreTables.RECEIPTS)
                    .where(EventStoreTables.RESERVED_BY.isNull(), EventStoreTables.COMMAND.isNotNull(), after)
                    .orderBy(EventStoreTables.COMMAND_ID)
                    .limit(PAGE)
                    .fetch());
            for (Record row : page) {
                rows.accept(receipt(row));
                last = row.get(EventStoreTables.COMMAND_ID);
            }
        } while (page.size() == PAGE);
    }

    /** Returns events as people see them. */
    public static List<LoggedEvent> shown(List<LoggedEvent> events, PersonalEvents personal) {
        List<StoredEvent> stored = events.stream().map(LoggedEvent::event).toList();
        List<StoredEvent> shown = personal.shown(stored);
        return shown == stored
                ? events
                : IntStream.range(0, events.size())
                        .mapToObj(index -> new LoggedEvent(events.get(index).position(), shown.get(index)))
                        .toList();
    }

    /** Reads an event from a row that has {@link #COLUMNS}, as it is stored. */
    public static LoggedEvent event(Record row) {
        return new LoggedEvent(
                row.get(EventStoreTables.INDEX),
                new StoredEvent(
                        row.get(EventStoreTables.EVENT_ID),
                        row.get(EventStoreTables.AGGREGATE),
                        row.get(EventStoreTables.SEQUENCE),
                        row.get(EventStoreTables.AGGREGATE_TYPE),
                        row.get(EventStoreTables.TIMESTAMP),
                        row.get(EventStoreTables.PAYLOAD_TYPE),
                        row.get(EventStoreTables.PAYLOAD_REVISION),
                        row.get(EventStoreTables.PAYLOAD),
                        row.get(EventStoreTables.METADATA)));
    }

    private static LoggedReceipt receipt(Record row) {
        return new LoggedReceipt(
                row.get(EventStoreTables.COMMAND_ID),
                row.get(EventStoreTables.COMMAND),
                row.get(EventStoreTables.RESOURCE),
                row.get(EventStoreTables.AGGREGATE_ID),
                row.get(EventStoreTables.VERSION),
                row.get(EventStoreTables.POSITION),
                row.get(EventStoreTables.ERROR),
                row.get(EventStoreTables.FINGERPRINT),
                row.get(EventStoreTables.HANDLED_AT));
    }
}
