package io.fluvius.processing;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The events that a processor has yet to read, when they are many. They are read by one thread, which goes on while the
 * ones before are handled: those of each segment by a thread and in a transaction of its own, together with its token.
 */
final class Backlog {

    /** How long a stream may be silent before it is taken to be at its end. */
    private static final int SILENCE_SECONDS = 1;

    /** How many batches are handled or wait for it while the next one is read. */
    private static final int AHEAD = 2;

    private final String processor;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final TokenStore tokens;
    private final TokenProgress.Tokens stored;
    private final TransactionManager transactions;
    private final Size size;

    Backlog(
            String processor,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            TokenStore tokens,
            TokenProgress.Tokens stored,
            TransactionManager transactions,
            Size size) {
        this.processor = processor;
        this.events = events;
        this.tokens = tokens;
        this.stored = stored;
        this.transactions = transactions;
        this.size = size;
    }

    /**
     * @param batch how many events are read at a time; fewer are no backlog
     * @param segments into how many parts the work of a processor is split that has never run, and how many parts of any
     *     processor are handled at once
     */
    record Size(int batch, int segments) {}

    /** How events are handled. Called by several threads. */
    interface Handling {

        /** Whether a segment is the one that an event belongs to, and somebody there wants it. */
        boolean wants(Segment segment, TrackedEventMessage<?> event) throws Exception;

        /** Nobody wants that event. */
        void ignore(TrackedEventMessage<?> event);

        /** Handles events together. {@code beforeCommit} runs within their transaction. */
        void handle(SegmentBacklog.Batch batch, Runnable beforeCommit) throws Exception;
    }

    /** Whether the processor is further behind than a batch. */
    boolean isLarge() {
        long head = position(events.createHeadToken());
        long reached = stored.of(processor).stream()
                .mapToLong(SegmentToken::index)
                .min()
                .orElse(-1);
        return head - reached > size.batch();
    }

    /**
     * Handles what there is when this begins. All segments are claimed meanwhile, and given back in the end.
     *
     * @param stopped asked after each batch
     * @throws org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException when another node has one of them
     */
    void workOff(Handling handling, BooleanSupplier stopped) throws Exception {
        long head = position(events.createHeadToken());
        List<SegmentBacklog> segments = claim();
        try (ExecutorService workers = Executors.newFixedThreadPool(
                        Math.min(segments.size(), size.segments()),
                        Thread.ofPlatform()
                                .name("Backlog[" + processor + "]-", 0)
                                .factory());
                BlockingStream<TrackedEventMessage<?>> stream = events.openStream(lowest(segments))) {
            Queue<Future<Void>> handled = new ArrayDeque<>();
            boolean more = true;
            while (more && !stopped.getAsBoolean()) {
                more = read(stream, segments, head, handling);
                if (handled.size() == AHEAD) {
                    await(handled.remove());
                }
                handled.add(handle(segments, handling, workers));
            }
            for (Future<Void> last : handled) {
                await(last);
            }
        } finally {
            transactions.executeInTransaction(() -> segments.forEach(
                    it -> tokens.releaseClaim(processor, it.segment().getSegmentId())));
        }
    }

    private List<SegmentBacklog> claim() {
        return transactions.fetchInTransaction(() -> {
            if (tokens.fetchSegments(processor).length == 0) {
                tokens.initializeTokenSegments(
                        processor, size.segments(), ReplayToken.createReplayToken(events.createHeadToken()));
            }
            int[] ids = tokens.fetchSegments(processor);
            // every node begins with the same one, so that one of them gets all
            return Arrays.stream(ids)
                    .sorted()
                    .mapToObj(
                            id -> new SegmentBacklog(Segment.computeSegment(id, ids), tokens.fetchToken(processor, id)))
                    .toList();
        });
    }

    private static @Nullable TrackingToken lowest(List<SegmentBacklog> segments) {
        List<@Nullable TrackingToken> begins =
                segments.stream().map(SegmentBacklog::begin).toList();
        return begins.stream().anyMatch(Objects::isNull)
                ? null
                : begins.stream()
                        .filter(Objects::nonNull)
                        .reduce(TrackingToken::lowerBound)
                        .orElse(null);
    }

    /** Reads a batch. Whether there is more up to the head. */
    private boolean read(
            BlockingStream<TrackedEventMessage<?>> stream, List<SegmentBacklog> segments, long head, Handling handling)
            throws Exception {
        for (int number = 1; stream.hasNextAvailable(SILENCE_SECONDS, TimeUnit.SECONDS); number++) {
            TrackedEventMessage<?> event = stream.nextAvailable();
            collect(event, segments, handling);
            boolean last = position(event.trackingToken()) >= head;
            if ((last || number >= size.batch()) && isWhole(event, stream)) {
                segments.forEach(it -> it.pass(event));
                return !last;
            }
        }
        return false;
    }

    private static void collect(TrackedEventMessage<?> event, List<SegmentBacklog> segments, Handling handling)
            throws Exception {
        SegmentBacklog likely = likely(event, segments);
        if (handling.wants(likely.segment(), event)) {
            likely.add(event);
            return;
        }
        for (SegmentBacklog it : segments) {
            if (it != likely && handling.wants(it.segment(), event)) {
                it.add(event);
                return;
            }
        }
        handling.ignore(event);
    }

    /** The one that events belong to unless their handlers say otherwise: to ask each takes longer than to read. */
    private static SegmentBacklog likely(TrackedEventMessage<?> event, List<SegmentBacklog> segments) {
        if (event instanceof DomainEventMessage<?> ofAggregate) {
            for (SegmentBacklog it : segments) {
                if (it.segment().matches(ofAggregate.getAggregateIdentifier())) {
                    return it;
                }
            }
        }
        return segments.getFirst();
    }

    /** An upcaster may have made several events of one; they have one token, and so belong into one transaction. */
    private static boolean isWhole(TrackedEventMessage<?> event, BlockingStream<TrackedEventMessage<?>> stream) {
        return stream.peek()
                .filter(next -> Objects.equals(next.trackingToken(), event.trackingToken()))
                .isEmpty();
    }

    /** Has the segments handle what they collected, each after what it got before, unless that failed. */
    private CompletableFuture<Void> handle(List<SegmentBacklog> segments, Handling handling, Executor workers) {
        return CompletableFuture.allOf(segments.stream()
                .map(segment -> {
                    SegmentBacklog.Batch batch = segment.take();
                    return segment.next(() -> handle(batch, handling), workers);
                })
                .toArray(CompletableFuture[]::new));
    }

    private void handle(SegmentBacklog.Batch batch, Handling handling) throws Exception {
        Runnable store = () ->
                tokens.storeToken(batch.reached(), processor, batch.segment().getSegmentId());
        if (batch.events().isEmpty()) {
            transactions.executeInTransaction(store);
        } else {
            handling.handle(batch, store);
        }
    }

    private static void await(Future<Void> handled) throws Exception {
        try {
            handled.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    static long position(@Nullable TrackingToken token) {
        return token == null ? -1 : token.position().orElse(-1);
    }
}
