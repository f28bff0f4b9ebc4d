package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.Position;
import io.fluvius.progress.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of one source deliver each event once and in order, and together read the store once. */
class SharedEventSourceTest {

    private final Signal appended = new Signal();
    private final Log log = new Log();
    private final Signal forgotten = new Signal();
    private final SharedEventSource source = new SharedEventSource(log, appended, forgotten);

    @Test
    void streams_that_have_caught_up_read_new_events_once() {
        append(5);
        List<BlockingStream<TrackedEventMessage<?>>> streams =
                IntStream.range(0, 4).mapToObj(each -> open(-1)).toList();
        streams.forEach(stream -> assertThat(drain(stream)).containsExactly(0L, 1L, 2L, 3L, 4L));
        streams.forEach(stream -> assertThat(drain(stream)).isEmpty());
        int queries = log.queries.get();

        append(3);
        streams.forEach(stream -> assertThat(drain(stream)).containsExactly(5L, 6L, 7L));
        streams.forEach(stream -> assertThat(drain(stream)).isEmpty());

        // one for each event, and one that finds that there are no more
        assertThat(log.queries.get() - queries).isEqualTo(4);
    }

    @Test
    void a_stream_that_falls_behind_reads_the_store_and_catches_up_again() {
        BlockingStream<TrackedEventMessage<?>> fast = open(-1);
        BlockingStream<TrackedEventMessage<?>> slow = open(-1);
        assertThat(drain(fast)).isEmpty();
        assertThat(drain(slow)).isEmpty();

        append(SharedTail.MAX_EVENTS * 3);
        assertThat(drain(fast)).hasSize(SharedTail.MAX_EVENTS * 3);
        assertThat(drain(slow)).containsExactlyElementsOf(numbers(0, SharedTail.MAX_EVENTS * 3));

        append(2);
        assertThat(drain(slow)).hasSize(2);
        assertThat(drain(fast)).hasSize(2);
    }

    @Test
    void a_stream_can_begin_ahead_of_the_events_in_memory() {
        assertThat(drain(open(-1))).isEmpty();
        append(SharedTail.BATCH_SIZE * 2);

        BlockingStream<TrackedEventMessage<?>> ahead = open(SharedTail.BATCH_SIZE * 2 - 3);

        assertThat(drain(ahead)).containsExactly(SharedTail.BATCH_SIZE * 2 - 2L, SharedTail.BATCH_SIZE * 2 - 1L);
    }

    @Test
    void a_failed_read_loses_nothing() {
        BlockingStream<TrackedEventMessage<?>> one = open(-1);
        BlockingStream<TrackedEventMessage<?>> other = open(-1);
        assertThat(drain(one)).isEmpty();
        assertThat(drain(other)).isEmpty();
        append(2);
        log.failures = 1;

        assertThatIllegalStateException().isThrownBy(one::hasNextAvailable);

        assertThat(drain(other)).containsExactly(0L, 1L);
        assertThat(drain(one)).containsExactly(0L, 1L);
    }

    @Test
    void events_in_memory_are_read_again_when_a_person_was_forgotten() throws Exception {
        BlockingStream<TrackedEventMessage<?>> fast = open(-1);
        BlockingStream<TrackedEventMessage<?>> slow = open(-1);
        assertThat(drain(fast)).isEmpty();
        assertThat(drain(slow)).isEmpty();
        append(2);
        assertThat(drain(fast)).hasSize(2);

        log.forget();
        forgotten.raise();

        append(1);
        assertThat(drain(fast)).containsExactly(2L);
        for (int event = 0; event < 2; event++) {
            assertThat(slow.hasNextAvailable()).isTrue();
            assertThat(slow.nextAvailable().getPayload()).isEqualTo("forgotten");
        }
        assertThat(drain(slow)).containsExactly(2L);
    }

    @Test
    void an_event_whose_signal_is_lost_arrives_a_little_later() {
        BlockingStream<TrackedEventMessage<?>> stream = open(-1);
        assertThat(drain(stream)).isEmpty();

        log.append(1);

        await().until(stream::hasNextAvailable);
    }

    @Test
    void a_stream_waits_for_an_event() throws Exception {
        BlockingStream<TrackedEventMessage<?>> stream = open(-1);
        CompletableFuture<Boolean> available = CompletableFuture.supplyAsync(() -> {
            try {
                return stream.hasNextAvailable(30, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });

        append(1);

        assertThat(available.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.nextAvailable().trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void every_stream_receives_every_event_once_whatever_the_order_of_calls(long seed) {
        Random random = new Random(seed);
        List<BlockingStream<TrackedEventMessage<?>>> streams = new ArrayList<>();
        List<List<Long>> received = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            if (streams.size() < 6 && random.nextInt(20) == 0) {
                long after = random.nextLong(-1, log.events.size() + 1) - (random.nextBoolean() ? 1 : 0);
                long start = Math.max(-1, Math.min(after, log.events.size() - 1));
                streams.add(open(start));
                received.add(new ArrayList<>());
                starts.add(start);
            }
            if (random.nextInt(3) == 0) {
                append(random.nextInt(300));
            }
            if (random.nextInt(30) == 0) {
                forgotten.raise();
            }
            if (!streams.isEmpty()) {
                int chosen = random.nextInt(streams.size());
                read(streams.get(chosen), random.nextInt(400), received.get(chosen));
            }
        }
        for (int stream = 0; stream < streams.size(); stream++) {
            received.get(stream).addAll(drain(streams.get(stream)));
            assertThat(received.get(stream))
                    .containsExactlyElementsOf(numbers(starts.get(stream) + 1, log.events.size()));
        }
    }

    private BlockingStream<TrackedEventMessage<?>> open(long after) {
        return source.openStream(new Position(after).token());
    }

    private void append(int number) {
        log.append(number);
        appended.raise();
    }

    private static List<Long> drain(BlockingStream<TrackedEventMessage<?>> stream) {
        List<Long> found = new ArrayList<>();
        read(stream, Integer.MAX_VALUE, found);
        return found;
    }

    private static void read(BlockingStream<TrackedEventMessage<?>> stream, int most, List<Long> found) {
        try {
            for (int read = 0; read < most && stream.hasNextAvailable(); read++) {
                found.add(stream.nextAvailable().trackingToken().position().orElseThrow());
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    /** A store that counts the queries of its streams. */
    private static final class Log implements StreamableMessageSource<TrackedEventMessage<?>> {

        private final List<TrackedEventMessage<?>> events = new ArrayList<>();
        private final AtomicInteger queries = new AtomicInteger();
        private volatile int failures;

        synchronized void append(int number) {
            for (int i = 0; i < number; i++) {
                events.add(event(events.size(), "event"));
            }
        }

        synchronized void forget() {
            for (int index = 0; index < events.size(); index++) {
                events.set(index, event(index, "forgotten"));
            }
        }

        private static TrackedEventMessage<?> event(int index, String payload) {
            return new GenericTrackedEventMessage<>(
                    new GlobalSequenceTrackingToken(index), GenericEventMessage.asEventMessage(payload));
        }

        private synchronized @Nullable TrackedEventMessage<?> at(int index) {
            queries.incrementAndGet();
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("The store cannot be read");
            }
            return index < events.size() ? events.get(index) : null;
        }

        @Override
        public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
            return new Stream((int) Position.of(after).index() + 1);
        }

        @Override
        public @Nullable TrackingToken createTailToken() {
            return null;
        }

        @Override
        public @Nullable TrackingToken createHeadToken() {
            return new Position(events.size() - 1).token();
        }

        @Override
        public TrackingToken createTokenAt(Instant time) {
            throw new UnsupportedOperationException();
        }

        private final class Stream implements BlockingStream<TrackedEventMessage<?>> {

            private int next;

            Stream(int next) {
                this.next = next;
            }

            @Override
            public Optional<TrackedEventMessage<?>> peek() {
                return Optional.ofNullable(at(next));
            }

            @Override
            public boolean hasNextAvailable(int timeout, TimeUnit unit) {
                return peek().isPresent();
            }

            @Override
            public TrackedEventMessage<?> nextAvailable() {
                return events.get(next++);
            }

            @Override
            public void close() {}
        }
    }
}
