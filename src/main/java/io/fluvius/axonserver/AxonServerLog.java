package io.fluvius.axonserver;

import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.log.DatabaseLog;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.log.LoggedReceipt;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.io.IOException;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The events of Axon Server as they are stored there, without upcasting, and the receipts of the database. Safe for use by many
 * threads.
 */
record AxonServerLog(DSLContext dsl, ServerEvents server, StoredEvents forms) implements EventLog {

    private static final long PAGE = 100;

    @Override
    public String store() {
        return "axonserver";
    }

    /** The server reports its head with a delay, in which there may already be receipts. */
    @Override
    public long head() {
        Long received = dsl.select(DSL.max(EventStoreTables.POSITION))
                .from(EventStoreTables.RECEIPTS)
                .where(EventStoreTables.RESERVED_BY.isNull())
                .fetchSingle()
                .value1();
        return Math.max(server.head(), received == null ? -1 : received);
    }

    @Override
    public @Nullable String eventBefore(long position) {
        for (long to = Math.min(position - 1, head()); to >= 0; to -= PAGE) {
            String last = lastEvent(Math.max(0, to - PAGE + 1), to);
            if (last != null) {
                return last;
            }
        }
        return null;
    }

    private @Nullable String lastEvent(long from, long to) {
        String last = null;
        try (ResultStream<EventWithToken> events = server.open(from)) {
            for (long position = from; position <= to; position++) {
                Event event = ServerEvents.next(events).getEvent();
                last = StoredEvents.isNoEvent(event) ? last : event.getMessageIdentifier();
            }
        }
        return last;
    }

    @Override
    public void readEvents(long from, long to, Rows<LoggedEvent> rows) throws IOException {
        if (from > to) {
            return;
        }
        try (ResultStream<EventWithToken> events = server.open(from)) {
            long position;
            do {
                EventWithToken next = ServerEvents.next(events);
                position = next.getToken();
                if (!StoredEvents.isNoEvent(next.getEvent())) {
                    rows.accept(new LoggedEvent(position, forms.fromServer(next.getEvent())));
                }
            } while (position < to);
        }
    }

    @Override
    public void readReceipts(Rows<LoggedReceipt> rows) throws IOException {
        new DatabaseLog(dsl, PersonalEvents.none()).readReceipts(rows);
    }
}
