package io.fluvius.axonserver;

import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads and appends events as Axon Server stores them, without upcasting. Methods throw
 * {@link StoreUnavailable#timeoutException} if the server does not respond. Safe for use by many threads.
 *
 * @param channel the connection to the server
 */
record ServerEvents(Supplier<EventChannel> channel) {

    /** The number of events that the server sends ahead. */
    private static final int BUFFER = 1_000;

    /** Far longer than the server needs to send an event that it has. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The position of the last event; -1 without events. The server reports it with a delay. */
    long head() {
        return get(channel.get().getLastToken());
    }

    /** The events from a position on. */
    ResultStream<EventWithToken> open(long from) {
        // a stream begins after the event that it names
        return channel.get().openStream(from - 1, BUFFER);
    }

    /**
     * About where times begin: the positions that the server has for them, which it looks up side by side.
     *
     * @param end for times from this one on, the position after the last event
     */
    List<Long> positionsAt(List<Instant> times, Instant end) {
        return times.stream()
                .map(time -> time.isBefore(end)
                        ? channel.get().getTokenAt(time.toEpochMilli())
                        : CompletableFuture.completedFuture(Long.MAX_VALUE))
                .toList()
                .stream()
                .map(position -> get(position))
                .toList();
    }

    /** The next event, which is known to exist. */
    static EventWithToken next(ResultStream<EventWithToken> events) {
        EventWithToken next = next(events, PATIENCE);
        if (next == null) {
            throw StoreUnavailable.timeoutException();
        }
        return next;
    }

    /** The next event; null if the server does not send one in time. */
    static @Nullable EventWithToken next(ResultStream<EventWithToken> events, Duration patience) {
        try {
            return events.nextIfAvailable(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StoreUnavailable.timeoutException();
        }
    }

    /** Appends events in one transaction of the server. After a failure, all of them may be stored, or none. */
    void append(List<Event> events) {
        AppendEventsTransaction transaction = channel.get().startAppendEventsTransaction();
        events.forEach(transaction::appendEvent);
        get(transaction.commit());
    }

    private static <T> T get(CompletableFuture<T> response) {
        try {
            return response.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            ProblemException unavailable = StoreUnavailable.timeoutException();
            unavailable.addSuppressed(failure);
            throw unavailable;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StoreUnavailable.timeoutException();
        }
    }
}
