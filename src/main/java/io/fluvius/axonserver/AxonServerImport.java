package io.fluvius.axonserver;

import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.EventDestination;
import io.fluvius.eventstore.log.LogImport.RefusedException;
import io.fluvius.eventstore.log.LoggedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.axonframework.serialization.SerializationException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One import of events into Axon Server. The events are kept in a file until all of them have been read and accepted; a
 * damaged log changes nothing in the server. The server numbers its events from 0 without gaps. So that events keep
 * their positions, events of a type of its own are stored at the positions to which the log has no event.
 *
 * <p>If the server contains the first events of the log already, only the others are stored. Memory grows with the number of
 * aggregates, by some 150 bytes each.
 */
final class AxonServerImport implements EventDestination.Import {

    /** The greatest number of positions without an event. More of them would be a fault of the log. */
    static final long MAX_GAPS = 10_000_000;

    /** Axon Server accepts no message above 4 MiB; some room is left for what the connector adds. */
    private static final int MAX_EVENT = 4 * 1024 * 1024 - 1024;

    private static final int BATCH = 1_000;
    private static final int BATCH_BYTES = 1024 * 1024;

    /** Longer than the delay with which the server reports its head. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final ServerEvents server;
    private final StoredEvents forms;
    private final DerivedReceipts receipts;
    private final ImportMark mark;
    private final EventSpool events = new EventSpool();
    private final Map<String, Long> sequences = new HashMap<>();
    private long gaps;
    private @Nullable Event last;

    AxonServerImport(ServerEvents server, StoredEvents forms, DerivedReceipts receipts, ImportMark mark)
            throws IOException {
        this.server = server;
        this.forms = forms;
        this.receipts = receipts;
        this.mark = mark;
    }

    @Override
    public void add(LoggedEvent logged) {
        Event plain = converted(logged.event());
        Event event = encrypted(logged.event(), plain);
        requireNextSequence(logged.event());
        try {
            for (long position = events.size(); position < logged.position(); position++) {
                if (++gaps > MAX_GAPS) {
                    throw refused("There are more than " + MAX_GAPS + " positions without an event.");
                }
                events.add(StoredEvents.noEvent(position, event.getTimestamp()));
            }
            events.add(event);
        } catch (IOException failure) {
            throw new UncheckedIOException("The events cannot be stored temporarily", failure);
        }
        receipts.add(logged.position(), plain);
        last = event;
    }

    private Event converted(StoredEvent stored) {
        Event event;
        try {
            event = forms.toServer(stored);
        } catch (SerializationException | DateTimeException malformed) {
            throw new RefusedException(
                    "The event " + stored.id() + " has no valid time, or metadata that is no JSON object.", malformed);
        }
        if (!forms.isSame(stored, forms.fromServer(event))) {
            throw refused("Axon Server would change the metadata or the time of the event " + stored.id() + ".");
        }
        return event;
    }

    private Event encrypted(StoredEvent stored, Event plain) {
        StoredEvent encrypted = forms.encrypt(stored);
        forms.erase(stored);
        Event event = encrypted.equals(stored) ? plain : forms.toServer(encrypted);
        if (event.getSerializedSize() > MAX_EVENT) {
            throw refused("The event " + stored.id() + " is larger than Axon Server accepts.");
        }
        return event;
    }

    /** The server refuses other events, but only when those before it are stored. */
    private void requireNextSequence(StoredEvent event) {
        if (!event.hasNoAggregate()) {
            long expected = sequences.merge(event.aggregate(), 1L, Long::sum) - 1;
            if (event.sequence() != expected) {
                throw refused("The event " + event.id() + " has the sequence number " + event.sequence()
                        + " instead of " + expected + ".");
            }
        }
    }

    @Override
    public void end() {
        receipts.end();
    }

    @Override
    public void store(DSLContext transaction, DoubleConsumer share) throws IOException {
        events.rewind();
        List<Event> batch = new ArrayList<>();
        int bytes = 0;
        long position = skipStored();
        for (Event event = events.next(); event != null; event = events.next()) {
            batch.add(event);
            bytes += event.getSerializedSize();
            position++;
            if (batch.size() == BATCH || bytes >= BATCH_BYTES || position == events.size()) {
                mark.setIncomplete(true);
                server.append(batch);
                share.accept((double) position / events.size());
                batch.clear();
                bytes = 0;
            }
        }
        requireLast();
        mark.removeAll(transaction);
    }

    @Override
    public void committed() {
        mark.setIncomplete(false);
    }

    /** Compares the events in the server with the first ones of the log, and returns their number. */
    private long skipStored() throws IOException {
        long position = 0;
        long head = server.head();
        try (ResultStream<EventWithToken> stored = server.open(0)) {
            while (true) {
                EventWithToken next = position <= head ? ServerEvents.next(stored) : ServerEvents.next(stored, SILENCE);
                if (next == null) {
                    return position;
                }
                requireSame(next.getEvent(), events.next());
                position++;
            }
        }
    }

    private void requireSame(Event stored, @Nullable Event event) {
        if (event == null || !forms.isSame(forms.fromServer(stored), forms.fromServer(event))) {
            throw refused(
                    "Axon Server contains other events than the log; a log can be imported into an empty store only.");
        }
    }

    /** Another application may have stored events in between. Afterwards, the server reports all events as its head. */
    private void requireLast() {
        if (last == null) {
            return;
        }
        try (ResultStream<EventWithToken> stored = server.open(events.size() - 1)) {
            Event event = ServerEvents.next(stored).getEvent();
            if (!event.getMessageIdentifier().equals(last.getMessageIdentifier())) {
                throw new IllegalStateException("The last event of the log is not at its position in Axon Server");
            }
        }
    }

    private static RefusedException refused(String message) {
        return new RefusedException(message, null);
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
