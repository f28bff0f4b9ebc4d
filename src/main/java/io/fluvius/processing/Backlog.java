package io.fluvius.processing;

import io.fluvius.domain.Position;
import io.fluvius.problem.Redaction;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the events that a processor has yet to read, when there are many. The calling thread reads batches of events while
 * other threads handle the batches before. A batch is split by segment; each segment handles its events on one thread at a
 * time, in a transaction that stores its token too.
 */
final class Backlog {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    /** A stream without an event for this long is at its end. */
    private static final int END_OF_STREAM_SECONDS = 1;

    /** How many batches are handled, or wait for it, while the next one is read. */
    private static final int MAX_BATCHES_AHEAD = 2;

    private final String processor;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final TokenStore tokens;
    private final TokenProgress.Tokens stored;
    private final TransactionManager transactions;
    private final NodeProperties properties;

    Backlog(
            String processor,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            TokenStore tokens,
            TokenProgress.Tokens stored,
            TransactionManager transactions,
            NodeProperties properties) {
        this.processor = processor;
        this.events = events;
        this.tokens = tokens;
        this.stored = stored;
        this.transactions = transactions;
        this.properties = properties;
    }

    /** Handles the events of a backlog. {@link #handle} is called by several threads, one at a time for each segment. */
    interface Handler {

        /** Whether the event belongs to the segment and has a handler. */
        boolean isHandled(Segment segment, TrackedEventMessage<?> event) throws Exception;

        /** Reports an event that no segment handles. */
        void ignore(TrackedEventMessage<?> event);

        /**
         * Handles the events of a batch in one transaction.
         *
         * @param storeToken to be run in the transaction, before it writes rows if possible: the claim of the token is
         *     extended meanwhile, and a transaction on H2 that has written does not wait for a row
         */
        void handle(SegmentBacklog.Batch batch, Runnable storeToken) throws Exception;
    }

    /** Whether the processor is behind the head by more than a batch. */
    boolean isLarge() {
        long head = Position.of(events.createHeadToken()).index();
        return head - SegmentToken.reached(stored.of(processor)).index() > properties.backlogBatchSize();
    }

    /**
     * Handles the events up to the head at the time of the call. Claims all segments, and releases them at the end.
     *
     * @param stopped read after each batch; no further batch is read once it is true
     * @throws org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException when another node has claimed a segment
     */
    void process(Handler handler, BooleanSupplier stopped) throws Exception {
        long head = Position.of(events.createHeadToken()).index();
        List<SegmentBacklog> segments = claimSegments();
        ExecutorService claims = startExtendingClaims(segments);
        try (ExecutorService workers = Executors.newFixedThreadPool(
                        Math.min(segments.size(), properties.segments()),
                        Thread.ofPlatform()
                                .name("Backlog[" + processor + "]-", 0)
                                .factory());
                BlockingStream<TrackedEventMessage<?>> stream = events.openStream(start(segments))) {
            Queue<Future<Void>> batches = new ArrayDeque<>();
            boolean hasMore = true;
            while (hasMore && !stopped.getAsBoolean()) {
                hasMore = readBatch(stream, segments, head, handler);
                if (batches.size() == MAX_BATCHES_AHEAD) {
                    await(batches.remove());
                }
                batches.add(handleBatch(segments, handler, workers));
            }
            for (Future<Void> batch : batches) {
                await(batch);
            }
        } finally {
            claims.close();
            transactions.executeInTransaction(() -> segments.forEach(
                    it -> tokens.releaseClaim(processor, it.segment().getSegmentId())));
        }
    }

    private List<SegmentBacklog> claimSegments() {
        return transactions.fetchInTransaction(() -> {
            if (tokens.fetchSegments(processor).length == 0) {
                tokens.initializeTokenSegments(
                        processor, properties.segments(), ReplayToken.createReplayToken(events.createHeadToken()));
            }
            int[] ids = tokens.fetchSegments(processor);
            // all nodes claim in the same order, so one of them gets all segments
            return Arrays.stream(ids)
                    .sorted()
                    .mapToObj(
                            id -> new SegmentBacklog(Segment.computeSegment(id, ids), tokens.fetchToken(processor, id)))
                    .toList();
        });
    }

    /** Extends the claims until the thread is closed, because a batch may take longer than a claim lasts. */
    private ExecutorService startExtendingClaims(List<SegmentBacklog> segments) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("Claims[" + processor + "]").factory());
        long interval = properties.claimExtension().toMillis();
        Runnable extension =
                () -> segments.forEach(it -> extendClaim(it.segment().getSegmentId()));
        thread.scheduleWithFixedDelay(extension, interval, interval, TimeUnit.MILLISECONDS);
        return thread;
    }

    /** A claim that is lost makes the batch fail when it stores the token; nothing else has to be done here. */
    private void extendClaim(int segment) {
        try {
            transactions.executeInTransaction(() -> tokens.extendClaim(processor, segment));
        } catch (RuntimeException failure) {
            LOG.warn("{} cannot extend its claim of segment {}: {}", processor, segment, Redaction.summary(failure));
        }
    }

    private static @Nullable TrackingToken start(List<SegmentBacklog> segments) {
        return SegmentToken.reached(segments.stream().map(SegmentBacklog::start).toList())
                .token();
    }

    /** Reads a batch. Returns whether there are more events up to the head. */
    private boolean readBatch(
            BlockingStream<TrackedEventMessage<?>> stream, List<SegmentBacklog> segments, long head, Handler handler)
            throws Exception {
        for (int number = 1; stream.hasNextAvailable(END_OF_STREAM_SECONDS, TimeUnit.SECONDS); number++) {
            TrackedEventMessage<?> event = stream.nextAvailable();
            assign(event, segments, handler);
            boolean isHead = Position.of(event.trackingToken()).index() >= head;
            if ((isHead || number >= properties.backlogBatchSize()) && isLastWithToken(event, stream)) {
                segments.forEach(it -> it.advance(event));
                return !isHead;
            }
        }
        return false;
    }

    private static void assign(TrackedEventMessage<?> event, List<SegmentBacklog> segments, Handler handler)
            throws Exception {
        SegmentBacklog likely = likelySegment(event, segments);
        if (handler.isHandled(likely.segment(), event)) {
            likely.add(event);
            return;
        }
        for (SegmentBacklog it : segments) {
            if (it != likely && handler.isHandled(it.segment(), event)) {
                it.add(event);
                return;
            }
        }
        handler.ignore(event);
    }

    /** The segment of the event's aggregate. Other sequencing policies are rare, and asking every segment is slow. */
    private static SegmentBacklog likelySegment(TrackedEventMessage<?> event, List<SegmentBacklog> segments) {
        if (event instanceof DomainEventMessage<?> ofAggregate) {
            for (SegmentBacklog it : segments) {
                if (it.segment().matches(ofAggregate.getAggregateIdentifier())) {
                    return it;
                }
            }
        }
        return segments.getFirst();
    }

    /** An upcaster may split an event. The parts have the same token and must be handled in the same transaction. */
    private static boolean isLastWithToken(
            TrackedEventMessage<?> event, BlockingStream<TrackedEventMessage<?>> stream) {
        return stream.peek()
                .filter(next -> Objects.equals(next.trackingToken(), event.trackingToken()))
                .isEmpty();
    }

    private CompletableFuture<Void> handleBatch(List<SegmentBacklog> segments, Handler handler, Executor workers) {
        return CompletableFuture.allOf(segments.stream()
                .map(segment -> segment.handleCollected(batch -> handleBatch(batch, handler), workers))
                .toArray(CompletableFuture[]::new));
    }

    private void handleBatch(SegmentBacklog.Batch batch, Handler handler) {
        Runnable storeToken = () ->
                tokens.storeToken(batch.reached(), processor, batch.segment().getSegmentId());
        try {
            if (batch.events().isEmpty()) {
                transactions.executeInTransaction(storeToken);
            } else {
                handler.handle(batch, storeToken);
            }
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }

    private static void await(Future<Void> batch) throws Exception {
        try {
            batch.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
