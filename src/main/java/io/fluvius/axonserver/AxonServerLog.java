package io.fluvius.axonserver;

import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.DatabaseLog;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.log.LoggedReceipt;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.axonframework.axonserver.connector.util.GrpcMetaDataConverter;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.serialization.Serializer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The events of Axon Server as they are stored there, without upcasting, and the receipts of the database. The server stores
 * metadata as typed values; they become the JSON that the other stores contain. Safe for use by many threads.
 *
 * @param channel the connection to the server
 * @param serializer the serializer of events
 */
record AxonServerLog(DSLContext dsl, Supplier<EventChannel> channel, Serializer serializer) implements EventLog {

    /** The number of events that the server sends ahead. */
    private static final int BUFFER = 1_000;

    /** Far longer than the server needs to send an event that it has. */
    private static final int PATIENCE_SECONDS = 10;

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
        return Math.max(serverHead(), received == null ? -1 : received);
    }

    @Override
    public @Nullable String eventBefore(long position) {
        long before = Math.min(position - 1, head());
        if (before < 0) {
            return null;
        }
        try (ResultStream<EventWithToken> events = open(before)) {
            return next(events).getEvent().getMessageIdentifier();
        }
    }

    @Override
    public void readEvents(long from, long to, Rows<LoggedEvent> rows) throws IOException {
        if (from > to) {
            return;
        }
        try (ResultStream<EventWithToken> events = open(from)) {
            long position;
            do {
                EventWithToken next = next(events);
                position = next.getToken();
                rows.accept(new LoggedEvent(position, stored(next.getEvent())));
            } while (position < to);
        }
    }

    @Override
    public void readReceipts(Rows<LoggedReceipt> rows) throws IOException {
        new DatabaseLog(dsl).readReceipts(rows);
    }

    private long serverHead() {
        try {
            return channel.get().getLastToken().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw StoreUnavailable.timeoutException();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StoreUnavailable.timeoutException();
        }
    }

    /** A stream begins after the event that it names. */
    private ResultStream<EventWithToken> open(long from) {
        return channel.get().openStream(from - 1, BUFFER);
    }

    private static EventWithToken next(ResultStream<EventWithToken> events) {
        try {
            EventWithToken next = events.nextIfAvailable(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next != null) {
                return next;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw StoreUnavailable.timeoutException();
    }

    /** In the server, an event that belongs to no aggregate has empty texts instead. */
    private StoredEvent stored(Event event) {
        String aggregate = event.getAggregateIdentifier();
        return new StoredEvent(
                event.getMessageIdentifier(),
                aggregate.isEmpty() ? event.getMessageIdentifier() : aggregate,
                event.getAggregateSequenceNumber(),
                textOrNull(event.getAggregateType()),
                DateTimeUtils.formatInstant(Instant.ofEpochMilli(event.getTimestamp())),
                event.getPayload().getType(),
                textOrNull(event.getPayload().getRevision()),
                event.getPayload().getData().toStringUtf8(),
                serializer
                        .serialize(new GrpcMetaDataConverter(serializer).convert(event.getMetaDataMap()), String.class)
                        .getData());
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
